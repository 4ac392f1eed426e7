using System.Text;
using Awl.Signing;

namespace Awl.Tests.Signing;

public class EventSignerTests
{
    static readonly AwsCredentials Credentials = new("fake access key", "fake secret key");

    static readonly SigningContext Context = new()
    {
        SigningName = "testservice",
        Region = "us-east-1",
        Time = DateTimeOffset.FromUnixTimeSeconds(123456789),
        PayloadHash = PayloadHash.SignedEvents,
    };

    static string Seed => PayloadHash.Of("last message sts"u8);

    // The string to sign is the one in the tests of AWS's SDKs for Rust, Kotlin and Swift.
    [Fact]
    public void An_event_is_signed_over_the_one_before_its_date_and_its_message()
    {
        const string stringToSign = """
            AWS4-HMAC-SHA256-PAYLOAD
            19731129T213309Z
            19731129/us-east-1/testservice/aws4_request
            be1f8c7d79ef8e1abc5254a2c70e4da3bfaf4f07328f527444e1fc6ea67273e2
            0c0e3b3bf66b59b976181bd7d401927bbd624107303c713fd1e5f3d3c8dd1b1e
            813ca5285c28ccee5cab8b10ebda9c908fd6d78ed9dc94cc65ea6cb67a7f13ae
            """;
        var expected = SigningKey.Of(Credentials, SigningScope.Of(Context)).Sign(Encoding.UTF8.GetBytes(stringToSign.ReplaceLineEndings("\n")));

        var signature = new EventSigner(Credentials, Context, Seed).Sign("test payload"u8, Context.Time);
        Assert.Equal(expected, Convert.ToHexStringLower(signature));
    }

    [Fact]
    public void Each_event_depends_on_the_one_before()
    {
        var signer = new EventSigner(Credentials, Context, Seed);
        var first = signer.Sign("a"u8, Context.Time);
        var second = signer.Sign("a"u8, Context.Time);
        Assert.NotEqual(first, second);
        Assert.Equal(second, new EventSigner(Credentials, Context, Convert.ToHexStringLower(first)).Sign("a"u8, Context.Time));
    }
}

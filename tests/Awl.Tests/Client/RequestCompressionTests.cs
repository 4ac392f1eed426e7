using System.IO.Compression;
using System.Text;
using Awl.Client;
using Awl.Config;
using Awl.Http;
using Awl.Model;
using Awl.Tests.Machines;
using Awl.Tests.Model;

namespace Awl.Tests.Client;

public class RequestCompressionTests
{
    static readonly byte[] Body = Encoding.UTF8.GetBytes(new string('x', 20_000));

    [Theory]
    [InlineData(null, "gzip")]
    [InlineData("custom", "custom, gzip")]
    public void A_large_body_is_compressed_where_the_operation_allows_it(string? before, string after)
    {
        var request = Request();
        request.Headers["Content-Encoding"] = before;
        Assert.True(RequestCompression.Apply(request, Operation("gzip"), Settings()));
        Assert.Equal(after, request.Headers["Content-Encoding"]);
        Assert.True(request.Body.Length < 1000);

        using var plain = new MemoryStream();
        new GZipStream(request.Body.Open(), CompressionMode.Decompress).CopyTo(plain);
        Assert.Equal(Body, plain.ToArray());
    }

    [Fact]
    public void Everything_else_stays_as_it_is()
    {
        Stays(Request(), Operation(null), Settings());
        Stays(Request(), Operation("brotli"), Settings());
        Stays(Request(), Operation("gzip"), Settings(("AWS_DISABLE_REQUEST_COMPRESSION", "true")));
        Stays(Request(), Operation("gzip"), Settings(("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "20001")));
        Stays(new() { Body = RequestBody.Of(new MemoryStream(Body)) }, Operation("gzip"), Settings());
        Stays(new(), Operation("gzip"), Settings(("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "0")));
    }

    static void Stays(HttpRequest request, Operation operation, Settings settings)
    {
        var body = request.Body;
        Assert.False(RequestCompression.Apply(request, operation, settings));
        Assert.Same(body, request.Body);
        Assert.Null(request.Headers["Content-Encoding"]);
    }

    static HttpRequest Request() => new() { Body = RequestBody.Of(Body) };

    static Operation Operation(string? encoding)
    {
        var trait = encoding is null ? "" : $$""", "requestcompression": {"encodings": ["{{encoding}}"]}""";
        return TestModels.Service($$$"""{"operations": {"Put": {"http": {}{{{trait}}} } } }""").GetOperation(0);
    }

    static Settings Settings(params (string Name, string Value)[] variables)
    {
        var machine = new FakeMachine();
        foreach (var (name, value) in variables) machine.Variables[name] = value;
        return new(machine);
    }
}

using System.Security.Cryptography;

namespace Awl.Tests.Client.Customizations;

public class GlacierCustomizationTests
{
    [Fact]
    public async Task The_callers_own_account_is_the_default_and_the_api_has_a_version()
    {
        var call = new ScriptedCall { ReplyBody = "{}" };
        await call.InvokeAsync("glacier", "ListVaults", "{}");
        Assert.Equal("/-/vaults", call.Request.Target);
        Assert.Equal("2012-06-01", call.Request.Headers["x-amz-glacier-version"]);
    }

    [Fact]
    public async Task An_archive_goes_with_its_hash_and_its_tree_hash()
    {
        var call = new ScriptedCall { ReplyBody = "{}" };
        await call.InvokeAsync("glacier", "UploadArchive", """{"accountId":"1","vaultName":"v"}""", "hello world"u8.ToArray());
        const string hash = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
        Assert.Equal("/1/vaults/v/archives", call.Request.Target);
        Assert.Equal(hash, call.Request.Headers["x-amz-content-sha256"]);
        Assert.Equal(hash, call.Request.Headers["x-amz-sha256-tree-hash"]);
        Assert.Equal("hello world", call.Sent);
        Assert.Contains("host;x-amz-content-sha256;x-amz-date;x-amz-glacier-version;x-amz-sha256-tree-hash,",
            call.Request.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tree_hash_of_the_callers_own_is_sent()
    {
        var call = new ScriptedCall { ReplyBody = "{}" };
        await call.InvokeAsync("glacier", "UploadMultipartPart", """{"vaultName":"v","uploadId":"u","checksum":"abc"}""", [1]);
        Assert.Equal("abc", call.Request.Headers["x-amz-sha256-tree-hash"]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([1])), call.Request.Headers["x-amz-content-sha256"]);
    }

    [Fact]
    public async Task The_tree_has_a_leaf_for_each_mebibyte_and_an_odd_one_goes_up_as_it_is()
    {
        const int leaf = 1024 * 1024;
        var archive = new byte[2 * leaf + 5];
        Array.Fill(archive, (byte)7);
        var (first, last) = (SHA256.HashData(archive.AsSpan(0, leaf)), SHA256.HashData(archive.AsSpan(0, 5)));
        var root = SHA256.HashData([.. SHA256.HashData([.. first, .. first]), .. last]);

        var call = new ScriptedCall { ReplyBody = "{}" };
        await call.InvokeAsync("glacier", "UploadArchive", """{"vaultName":"v"}""", archive);
        Assert.Equal(Convert.ToHexStringLower(root), call.Request.Headers["x-amz-sha256-tree-hash"]);
    }
}

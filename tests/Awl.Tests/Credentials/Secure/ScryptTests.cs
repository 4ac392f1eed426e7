using System.Text;
using Awl.Credentials.Secure;

namespace Awl.Tests.Credentials.Secure;

/// <summary>Vectors: RFC 7914, section 12.</summary>
public class ScryptTests
{
    [Theory]
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    [InlineData("pleaseletmein", "SodiumChloride", 16384, 8, 1, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")]
    public void A_key_is_the_one_of_the_standard(string passphrase, string salt, int n, int r, int p, string key)
        => Assert.Equal(key, Convert.ToHexStringLower(Scrypt.Derive(Encoding.UTF8.GetBytes(passphrase), Encoding.UTF8.GetBytes(salt), new(n, r, p), 64)));

    [Fact]
    public void The_cost_that_new_files_get_is_sane() => Assert.True(ScryptCost.Default.IsSane);

    [Theory]
    [InlineData(1 << 21, 8, 1)]
    [InlineData(1000, 8, 1)]
    [InlineData(1 << 20, 32, 1)]
    [InlineData(0, 8, 1)]
    [InlineData(1 << 16, 8, 17)]
    [InlineData(1 << 16, -8, 1)]
    public void A_file_cannot_ask_for_all_memory_or_for_ever(int n, int r, int p) => Assert.False(new ScryptCost(n, r, p).IsSane);
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Awl.Cli.SignIn;

/// <summary>Text that nobody can guess.</summary>
static class RandomText
{
    /// <summary>128 bits in the form of a UUID of version 4: the state of a login.</summary>
    public static string Uuid(Machine machine)
    {
        Span<byte> bytes = stackalloc byte[16];
        machine.FillRandom(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>384 bits in 64 characters that may stand in a URL.</summary>
    public static string Long(Machine machine)
    {
        Span<byte> bytes = stackalloc byte[48];
        machine.FillRandom(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Whether two texts are the same, in a time that does not tell where they differ.</summary>
    public static bool AreSame(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}

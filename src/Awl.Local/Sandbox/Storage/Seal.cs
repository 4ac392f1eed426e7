using System.Security.Cryptography;
using System.Text;

namespace Awl.Local.Sandbox.Storage;

/// <summary>Makes texts that only the sandbox can read and nobody can change: session tokens and encoded messages.</summary>
/// <remarks>AES-256-GCM; nonce, tag and content in base64.</remarks>
sealed class Seal(byte[] key)
{
    static readonly int s_nonceSize = AesGcm.NonceByteSizes.MaxSize;
    static readonly int s_tagSize = AesGcm.TagByteSizes.MaxSize;

    public string Close(string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var result = new byte[s_nonceSize + s_tagSize + content.Length];
        var nonce = result.AsSpan(0, s_nonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, s_tagSize);
        aes.Encrypt(nonce, content, result.AsSpan(s_nonceSize + s_tagSize), result.AsSpan(s_nonceSize, s_tagSize));
        return Convert.ToBase64String(result);
    }

    /// <summary>The text, or null when the sandbox never closed it.</summary>
    public string? TryOpen(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length < s_nonceSize + s_tagSize) return null;

        var cipher = bytes.AsSpan(s_nonceSize + s_tagSize, length - s_nonceSize - s_tagSize);
        var content = new byte[cipher.Length];
        using var aes = new AesGcm(key, s_tagSize);
        try { aes.Decrypt(bytes.AsSpan(0, s_nonceSize), cipher, bytes.AsSpan(s_nonceSize, s_tagSize), content); }
        catch (AuthenticationTagMismatchException) { return null; }
        return Encoding.UTF8.GetString(content);
    }
}

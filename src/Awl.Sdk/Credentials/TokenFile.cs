using System.Text;

namespace Awl.Credentials;

/// <summary>A file that holds a token and nothing else.</summary>
static class TokenFile
{
    /// <param name="machine">Reads the file.</param>
    /// <param name="path">The file; a leading <c>~</c> is the home folder.</param>
    /// <param name="source">The setting that names it, for the message.</param>
    /// <exception cref="CredentialsException">It cannot be read.</exception>
    public static string Read(Machine machine, string path, string source)
    {
        try
        {
            if (machine.ReadFile(machine.ExpandPath(path)) is { } bytes) return Encoding.UTF8.GetString(bytes);
        }
        catch (LocalFileException e) { throw new CredentialsException(CredentialsFault.TokenFileUnreadable, $"{e.Message} ({source})", e); }
        throw new CredentialsException(CredentialsFault.TokenFileUnreadable, $"No such file or directory: {path} ({source})");
    }
}

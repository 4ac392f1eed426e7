using Awl.Config;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Keys in the section <c>[Credentials]</c> of boto's files: the one that BOTO_CONFIG names, or else <c>/etc/boto.cfg</c> and <c>~/.boto</c>.</summary>
/// <remarks>Source: botocore credentials.py, BotoProvider.</remarks>
sealed class BotoConfigProvider(CredentialsContext context) : ICredentialsProvider
{
    public string Name => "boto-config";

    public ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        foreach (var path in context.Machine.Variable("BOTO_CONFIG") is { } named ? (ReadOnlySpan<string>)[named] : ["/etc/boto.cfg", "~/.boto"])
        {
            if (FindIn(context.Machine.ExpandPath(path)) is { } credentials) return new(credentials);
        }
        return default;
    }

    AwsCredentials? FindIn(string path)
    {
        var bytes = context.Machine.ReadFile(path);
        context.Trail?.NoteFile(path, bytes is not null);
        if (bytes is null) return null;

        var file = IniFile.Parse(path, bytes);
        return file.IndexOfSection("Credentials") is >= 0 and var section ? StaticKeys.Find(Name, new(file, section)) : null;
    }
}

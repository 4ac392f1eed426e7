namespace Awl.Signing;

/// <summary>One source of credentials: the environment, a profile, a metadata service, or one of your own.</summary>
public interface ICredentialsProvider
{
    /// <summary>The name of the source in messages and in the debug log, such as <c>env</c>.</summary>
    string Name { get; }

    /// <summary>The credentials of this source, or null when it is not configured and the next one should be asked.</summary>
    /// <exception cref="CredentialsException">It is configured and cannot give credentials: going on would sign with someone else's keys.</exception>
    ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken);
}

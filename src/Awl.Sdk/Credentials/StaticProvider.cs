using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Credentials that the caller gives.</summary>
sealed class StaticProvider(AwsCredentials credentials, string name = "explicit") : ICredentialsProvider
{
    public string Name { get; } = name;

    public ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken) => new(credentials);
}

using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Keys from the environment.</summary>
/// <remarks>
/// An empty variable counts as unset, values are not trimmed, and the older name of the token counts first.
/// Source: botocore credentials.py, EnvProvider. A profile named by option takes this source out of the chain.
/// </remarks>
sealed class EnvironmentProvider(CredentialsContext context) : IEagerProvider
{
    public string Name => "env";

    public ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken) => new(Find());

    AwsCredentials? Find()
    {
        if (Variable("AWS_ACCESS_KEY_ID") is not { } accessKeyId) return null;
        if (Variable("AWS_SECRET_ACCESS_KEY") is not { } secretAccessKey)
        {
            throw new CredentialsException(CredentialsFault.Partial, "Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY");
        }
        return new(accessKeyId, secretAccessKey, Variable("AWS_SECURITY_TOKEN") ?? Variable("AWS_SESSION_TOKEN"), Expiration(), Variable("AWS_ACCOUNT_ID"));
    }

    DateTimeOffset? Expiration()
    {
        if (Variable("AWS_CREDENTIAL_EXPIRATION") is not { } text) return null;
        return CredentialsTime.Find(text) ?? throw new CredentialsException(CredentialsFault.InvalidConfiguration, $"AWS_CREDENTIAL_EXPIRATION is not a time: {text}");
    }

    string? Variable(string name)
    {
        var value = context.Machine.Variable(name) is { Length: > 0 } set ? set : null;
        context.Trail?.NoteVariable(name, value);
        return value;
    }
}

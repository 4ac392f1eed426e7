using Awl.Config;
using Awl.Credentials.Secure;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>The role that the profile stands for, with the roles and keys that its source profiles stand for.</summary>
/// <remarks>
/// The selected profile's role counts more than keys beside it; in every later profile keys count more than the role. All profiles of the
/// chain are checked before anything is fetched. Source: botocore credentials.py, AssumeRoleProvider.
/// </remarks>
sealed class AssumeRoleProvider(CredentialsContext context, string profileName, Profile? profile) : ICredentialsProvider
{
    ICredentialsProvider? _role;

    public string Name => "assume-role";

    public ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        if (profile is null || !RoleSettings.Has(profile))
        {
            context.Trail?.NoteKey(profileName, profile, "role_arn");
            if (profile?.Find("role_arn") is not null) context.Trail?.NoteKey(profileName, profile, "web_identity_token_file");
            return default;
        }
        _role ??= RoleOf(profileName, profile, [profileName]);
        return _role.FindAsync(cancellationToken);
    }

    RoleProvider RoleOf(string name, Profile profile, List<string> visited)
    {
        var role = RoleSettings.Of(name, profile);
        return new(context, role, role.SourceProfile is { } source ? SourceOf(name, source, visited) : SourceNamed(role.CredentialSource!));
    }

    ICredentialsProvider SourceOf(string name, string sourceName, List<string> visited)
    {
        var source = context.Settings.Files.FindProfile(sourceName) ?? throw new CredentialsException(CredentialsFault.InvalidConfiguration,
            $"The source_profile \"{sourceName}\" referenced in the profile \"{name}\" does not exist.");

        var hasKeys = source.Find("aws_access_key_id") is not null || source.Find("aws_secret_access_key") is not null || KeyStore.IsUsedBy(source);
        // A profile may name itself as its source for the keys that stand in it.
        if (visited.Contains(sourceName) && !(sourceName == name && hasKeys)) throw Loop(sourceName, visited);

        visited.Add(sourceName);
        return hasKeys || !RoleSettings.Has(source) ? Root(sourceName, source) : RoleOf(sourceName, source, visited);
    }

    /// <summary>The profile that a chain of roles starts from: its own sources, without the environment.</summary>
    CachedProvider Root(string name, Profile root)
    {
        var isolated = context with { IsSourceProfile = true };
        return new(new(isolated, _ => DefaultChain.OfProfile(isolated, name, root)), isolated);
    }

    CachedProvider SourceNamed(string name) => new(new(context, _ => [name switch
    {
        "Environment" => new EnvironmentProvider(context),
        "EcsContainer" => new ContainerProvider(context),
        _ => new ImdsProvider(context),
    }]), context);

    static CredentialsException Loop(string name, List<string> visited) => new(CredentialsFault.SourceProfileLoop,
        $"Infinite loop in credential configuration detected. Attempting to load from profile {name} which has already been visited. Visited profiles: ['{string.Join("', '", visited)}']");
}

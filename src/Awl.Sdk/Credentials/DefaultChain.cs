using Awl.Config;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>The order in which credentials are looked for.</summary>
/// <remarks>
/// Source: botocore credentials.py, create_credential_resolver, with AWS CLI v2's console login. The first source that answers wins; one that
/// is configured and broken ends the search with its error.
/// </remarks>
static class DefaultChain
{
    /// <summary>All sources for the selected profile.</summary>
    /// <exception cref="ConfigurationException">The profile that was named does not exist, or a file is not well formed.</exception>
    public static List<ICredentialsProvider> Sources(CredentialsContext context)
    {
        var (name, profile) = (context.Settings.ProfileName, context.Settings.Profile);
        List<ICredentialsProvider> sources =
        [
            new EnvironmentProvider(context),
            new AssumeRoleProvider(context, name, profile),
            .. OfProfile(context, name, profile),
            new Ec2FileProvider(context),
            new BotoConfigProvider(context),
            new ContainerProvider(context),
            new ImdsProvider(context),
        ];

        // Who names a profile on the command line wants that profile and not what the environment happens to hold.
        if (context.Settings.ProfileIsOption)
        {
            sources.RemoveAt(0);
            context.Trail?.Skip("env", "an option names the profile: keys in the environment do not count");
        }
        return sources;
    }

    /// <summary>The sources within one profile, for the selected one and for those that roles name as their source.</summary>
    public static List<ICredentialsProvider> OfProfile(CredentialsContext context, string name, Profile? profile) =>
    [
        new WebIdentityProvider(context, name, profile),
        new SsoProvider(context, name, profile),
        new CredentialsFileProvider(context, name, profile),
        new LoginProvider(context, name, profile),
        new KeyStoreProvider(context, name, profile),
        new ProcessProvider(context, name, profile),
        new ConfigFileProvider(context, name, profile),
    ];
}

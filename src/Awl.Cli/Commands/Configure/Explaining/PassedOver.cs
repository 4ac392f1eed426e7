using Awl.Config;
using Awl.Credentials;
using Awl.Credentials.Secure;

namespace Awl.Cli.Commands.Configure.Explaining;

/// <summary>Whether a source that was not asked is configured all the same: then what answered before it shadows it.</summary>
sealed class PassedOver(Machine machine, Profile? profile)
{
    /// <summary>What configures the source, or null where nothing does.</summary>
    /// <param name="source">The source's name in the chain.</param>
    public TrailNote? Find(string source) => source switch
    {
        "env" => Variable("AWS_ACCESS_KEY_ID"),
        "assume-role" => Key("web_identity_token_file") is null ? Key("role_arn") : null,
        "assume-role-with-web-identity" => Variable("AWS_WEB_IDENTITY_TOKEN_FILE") ?? Key("web_identity_token_file"),
        "sso" => Key("sso_role_name") ?? Key("sso_account_id"),
        "shared-credentials-file" => Key("aws_access_key_id", profile?.Credentials),
        "login" => Key("login_session"),
        "key-store" => KeyStore.IsUsedBy(profile) ? Key(KeyStore.SettingName) : null,
        "custom-process" when KeyStore.IsUsedBy(profile) => null,
        "custom-process" => Key("credential_process"),
        "config-file" => Key("aws_access_key_id", profile?.Config),
        "ec2-credentials-file" => Variable("AWS_CREDENTIAL_FILE"),
        "container-role" => Variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") ?? Variable("AWS_CONTAINER_CREDENTIALS_FULL_URI"),
        _ => null,
    };

    TrailNote? Variable(string name)
        => machine.Variable(name) is { Length: > 0 } ? new(TrailNoteKind.Variable, name, IsFound: true) : null;

    TrailNote? Key(string name) => Key(name, profile?.SectionOf(name));

    static TrailNote? Key(string name, ConfigSection? section) => section is null || !section.Has(name) ? null
        : new(TrailNoteKind.Key, name, IsFound: true) { Path = section.Path, Line = section.LineOf(name), Section = section.Header };
}

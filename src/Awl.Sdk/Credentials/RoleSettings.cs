using System.Globalization;
using System.Text.Json;
using Awl.Config;

namespace Awl.Credentials;

/// <summary>What a profile says about the role that it stands for.</summary>
sealed record RoleSettings(string ProfileName, string RoleArn)
{
    public string? SourceProfile { get; init; }
    public string? CredentialSource { get; init; }
    public string? SessionName { get; init; }
    public string? ExternalId { get; init; }
    public string? MfaSerial { get; init; }
    public string? MfaProcess { get; init; }
    public int? DurationSeconds { get; init; }
    public string? Policy { get; init; }

    /// <summary>Whether the profile stands for a role that keys assume; with a web identity token it is another source's.</summary>
    public static bool Has(Profile profile) => profile.Find("role_arn") is not null && profile.Find("web_identity_token_file") is null;

    /// <exception cref="CredentialsException">It contradicts itself, or lacks something.</exception>
    /// <remarks>Source: botocore credentials.py, AssumeRoleProvider._get_role_config. Deviates in a duration that is no number, which AWS CLI ignores.</remarks>
    public static RoleSettings Of(string name, Profile profile)
    {
        var settings = new RoleSettings(name, profile.Find("role_arn")!)
        {
            SourceProfile = profile.Find("source_profile"),
            CredentialSource = profile.Find("credential_source"),
            SessionName = profile.Find("role_session_name"),
            ExternalId = profile.Find("external_id"),
            MfaSerial = profile.Find("mfa_serial"),
            MfaProcess = profile.Find("mfa_process"),
            DurationSeconds = profile.Find("duration_seconds") is { } duration ? Duration(name, duration) : null,
            Policy = profile.Find("policy"),
        };
        settings.CheckSource();
        return settings;
    }

    /// <summary>The name of AWS CLI's cache entry: the arguments that the profile gives, without the code of the MFA device.</summary>
    public string CacheName() => RoleCache.Name(
    [
        new("DurationSeconds", DurationSeconds),
        new("ExternalId", ExternalId),
        new("Policy", Policy is { } policy ? ParsedPolicy(policy) : null),
        new("RoleArn", RoleArn),
        new("RoleSessionName", SessionName),
        new("SerialNumber", MfaSerial),
    ]);

    void CheckSource()
    {
        if (SourceProfile is not null && CredentialSource is not null)
        {
            throw new CredentialsException(CredentialsFault.InvalidConfiguration,
                $"The profile \"{ProfileName}\" contains both source_profile and credential_source.");
        }
        if (SourceProfile is null && CredentialSource is null)
        {
            throw new CredentialsException(CredentialsFault.Partial,
                $"Partial credentials found in assume-role, missing: source_profile or credential_source (profile \"{ProfileName}\")");
        }
        if (CredentialSource is not (null or "Environment" or "Ec2InstanceMetadata" or "EcsContainer"))
        {
            throw new CredentialsException(CredentialsFault.InvalidConfiguration,
                $"The credential source \"{CredentialSource}\" referenced in profile \"{ProfileName}\" is not valid. It is one of Environment, Ec2InstanceMetadata, EcsContainer.");
        }
    }

    static int Duration(string name, string text)
        => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) ? seconds
            : throw new CredentialsException(CredentialsFault.InvalidConfiguration, $"duration_seconds of the profile \"{name}\" is not a number of seconds: {text}");

    JsonElement ParsedPolicy(string policy)
    {
        try { return JsonElement.Parse(policy); }
        catch (JsonException e)
        {
            throw new CredentialsException(CredentialsFault.InvalidConfiguration, $"The policy of the profile \"{ProfileName}\" is not JSON: {e.Message}", e);
        }
    }
}

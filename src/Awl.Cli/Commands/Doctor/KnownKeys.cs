using Awl.Config;

namespace Awl.Cli.Commands.Doctor;

/// <summary>The keys that AWS CLI and the SDKs read, against which spelling is checked. Others belong to other tools.</summary>
static class KnownKeys
{
    /// <summary>Of a profile: those about credentials, then all settings.</summary>
    public static List<string> OfProfile()
    {
        List<string> keys =
        [
            "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token", "aws_account_id", "role_arn", "source_profile",
            "credential_source", "role_session_name", "external_id", "mfa_serial", "mfa_process", "duration_seconds", "policy",
            "web_identity_token_file", "credential_process", "login_session", "services", "s3", "proxies_config", "api_versions", "defaults_mode",
            "metadata_service_timeout", "metadata_service_num_attempts", "cli_follow_urlparam", "cli_decode_authorization", .. OfSession,
        ];
        foreach (var (key, _) in KnownSettings.All)
        {
            if (key is { Key: { } name, Table: null }) keys.Add(name);
        }
        return keys;
    }

    /// <summary>Of an <c>sso-session</c>; a profile may have the same.</summary>
    public static IReadOnlyList<string> OfSession => ["sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name", "sso_registration_scopes"];

    /// <summary>Of the table <c>s3</c>.</summary>
    public static List<string> OfS3()
    {
        List<string> keys =
        [
            "max_concurrent_requests", "max_queue_size", "multipart_threshold", "multipart_chunksize", "max_bandwidth", "preferred_transfer_client",
            "target_bandwidth", "us_east_1_regional_endpoint", "io_chunksize",
        ];
        foreach (var (key, _) in KnownSettings.All)
        {
            if (key is { Key: { } name, Table: "s3" }) keys.Add(name);
        }
        return keys;
    }
}

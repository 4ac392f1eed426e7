namespace Awl.Config;

/// <summary>The names of one setting.</summary>
/// <param name="Key">Its key in a profile, or null where a profile cannot set it.</param>
/// <param name="Variable">Its environment variable, or null.</param>
/// <param name="Table">The table of the profile that the key stands in, or null.</param>
/// <param name="OtherVariable">A second variable, asked when the first is not set.</param>
public readonly record struct SettingKey(string? Key, string? Variable = null, string? Table = null, string? OtherVariable = null)
{
#pragma warning disable CS1591 // Each is named like its key.
    public static SettingKey Profile => new(null, "AWS_PROFILE", OtherVariable: "AWS_DEFAULT_PROFILE");
    public static SettingKey Region => new("region", "AWS_REGION", OtherVariable: "AWS_DEFAULT_REGION");
    public static SettingKey Output => new("output", "AWS_DEFAULT_OUTPUT");

    public static SettingKey EndpointUrl => new("endpoint_url", "AWS_ENDPOINT_URL");
    public static SettingKey IgnoreConfiguredEndpointUrls => new("ignore_configured_endpoint_urls", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
    public static SettingKey UseDualstackEndpoint => new("use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT");
    public static SettingKey UseFipsEndpoint => new("use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT");
    public static SettingKey AccountIdEndpointMode => new("account_id_endpoint_mode", "AWS_ACCOUNT_ID_ENDPOINT_MODE");
    public static SettingKey DisableHostPrefixInjection => new("disable_host_prefix_injection", "AWS_DISABLE_HOST_PREFIX_INJECTION");
    public static SettingKey EndpointDiscoveryEnabled => new("endpoint_discovery_enabled", "AWS_ENDPOINT_DISCOVERY_ENABLED");

    public static SettingKey Sigv4aSigningRegionSet => new("sigv4a_signing_region_set", "AWS_SIGV4A_SIGNING_REGION_SET");
    public static SettingKey AuthSchemePreference => new("auth_scheme_preference", "AWS_AUTH_SCHEME_PREFERENCE");
    public static SettingKey RetryMode => new("retry_mode", "AWS_RETRY_MODE");
    public static SettingKey MaxAttempts => new("max_attempts", "AWS_MAX_ATTEMPTS");
    public static SettingKey NewRetries2026 => new(null, "AWS_NEW_RETRIES_2026");
    public static SettingKey RequestChecksumCalculation => new("request_checksum_calculation", "AWS_REQUEST_CHECKSUM_CALCULATION");
    public static SettingKey ResponseChecksumValidation => new("response_checksum_validation", "AWS_RESPONSE_CHECKSUM_VALIDATION");
    public static SettingKey RequestMinCompressionSizeBytes => new("request_min_compression_size_bytes", "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES");
    public static SettingKey DisableRequestCompression => new("disable_request_compression", "AWS_DISABLE_REQUEST_COMPRESSION");
    public static SettingKey UserAgentAppId => new("sdk_ua_app_id", "AWS_SDK_UA_APP_ID");
    public static SettingKey ParameterValidation => new("parameter_validation");
    public static SettingKey DataPath => new("data_path", "AWS_DATA_PATH");

    public static SettingKey CaBundle => new("ca_bundle", "AWS_CA_BUNDLE");
    public static SettingKey TcpKeepalive => new("tcp_keepalive");
    public static SettingKey ProxyCaBundle => new("proxy_ca_bundle", Table: "proxies_config");
    public static SettingKey ProxyClientCert => new("proxy_client_cert", Table: "proxies_config");
    public static SettingKey ProxyUseForwardingForHttps => new("proxy_use_forwarding_for_https", Table: "proxies_config");

    public static SettingKey S3AddressingStyle => new("addressing_style", Table: "s3");
    public static SettingKey S3UseAccelerateEndpoint => new("use_accelerate_endpoint", Table: "s3");
    public static SettingKey S3UseDualstackEndpoint => new("use_dualstack_endpoint", Table: "s3");
    public static SettingKey S3PayloadSigningEnabled => new("payload_signing_enabled", Table: "s3");
    public static SettingKey S3UseArnRegion => new("s3_use_arn_region", "AWS_S3_USE_ARN_REGION");
    public static SettingKey S3UseArnRegionInTable => new("use_arn_region", Table: "s3");
    public static SettingKey S3DisableMultiregionAccessPoints
        => new("s3_disable_multiregion_access_points", "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS", "s3");
    public static SettingKey S3DisableExpressSessionAuth => new("s3_disable_express_session_auth", "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH");

    public static SettingKey MetadataServiceTimeout => new("metadata_service_timeout", "AWS_METADATA_SERVICE_TIMEOUT");
    public static SettingKey MetadataServiceNumAttempts => new("metadata_service_num_attempts", "AWS_METADATA_SERVICE_NUM_ATTEMPTS");
    public static SettingKey MetadataServiceEndpoint => new("ec2_metadata_service_endpoint", "AWS_EC2_METADATA_SERVICE_ENDPOINT");
    public static SettingKey MetadataServiceEndpointMode => new("ec2_metadata_service_endpoint_mode", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE");
    public static SettingKey MetadataV1Disabled => new("ec2_metadata_v1_disabled", "AWS_EC2_METADATA_V1_DISABLED");
    public static SettingKey MetadataDisabled => new(null, "AWS_EC2_METADATA_DISABLED");
    public static SettingKey MetadataUseIpv6 => new("imds_use_ipv6", "AWS_IMDS_USE_IPV6");

    public static SettingKey CliPager => new("cli_pager", "AWS_PAGER");
    public static SettingKey CliBinaryFormat => new("cli_binary_format");
    public static SettingKey CliTimestampFormat => new("cli_timestamp_format");
    public static SettingKey CliAutoPrompt => new("cli_auto_prompt", "AWS_CLI_AUTO_PROMPT");
    public static SettingKey CliErrorFormat => new("cli_error_format", "AWS_CLI_ERROR_FORMAT");
    public static SettingKey CliHelpOutput => new("cli_help_output");
    public static SettingKey CliHistory => new("cli_history");
#pragma warning restore CS1591
}

namespace Awl.Config;

/// <summary>The names of one setting.</summary>
/// <param name="Key">Its key in a profile, or null where a profile cannot set it.</param>
/// <param name="Variable">Its environment variable, or null.</param>
/// <param name="Table">The table of the profile that the key stands in, or null.</param>
/// <param name="OtherVariable">A second variable, asked when the first is not set.</param>
public readonly record struct SettingKey(string? Key, string? Variable = null, string? Table = null, string? OtherVariable = null)
{
    /// <summary>The profile's name.</summary>
    public static SettingKey Profile => new(null, "AWS_PROFILE", OtherVariable: "AWS_DEFAULT_PROFILE");
    /// <summary>The region, such as <c>eu-west-1</c>.</summary>
    public static SettingKey Region => new("region", "AWS_REGION", OtherVariable: "AWS_DEFAULT_REGION");
    /// <summary>The output format of the command line.</summary>
    public static SettingKey Output => new("output", "AWS_DEFAULT_OUTPUT");

    internal static SettingKey EndpointUrl => new("endpoint_url", "AWS_ENDPOINT_URL");
    internal static SettingKey IgnoreConfiguredEndpointUrls => new("ignore_configured_endpoint_urls", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
    internal static SettingKey UseDualstackEndpoint => new("use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT");
    internal static SettingKey UseFipsEndpoint => new("use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT");
    internal static SettingKey AccountIdEndpointMode => new("account_id_endpoint_mode", "AWS_ACCOUNT_ID_ENDPOINT_MODE");
    internal static SettingKey DisableHostPrefixInjection => new("disable_host_prefix_injection", "AWS_DISABLE_HOST_PREFIX_INJECTION");
    internal static SettingKey EndpointDiscoveryEnabled => new("endpoint_discovery_enabled", "AWS_ENDPOINT_DISCOVERY_ENABLED");

    internal static SettingKey Sigv4aSigningRegionSet => new("sigv4a_signing_region_set", "AWS_SIGV4A_SIGNING_REGION_SET");
    internal static SettingKey AuthSchemePreference => new("auth_scheme_preference", "AWS_AUTH_SCHEME_PREFERENCE");
    internal static SettingKey RetryMode => new("retry_mode", "AWS_RETRY_MODE");
    internal static SettingKey MaxAttempts => new("max_attempts", "AWS_MAX_ATTEMPTS");
    internal static SettingKey NewRetries2026 => new(null, "AWS_NEW_RETRIES_2026");
    internal static SettingKey RequestChecksumCalculation => new("request_checksum_calculation", "AWS_REQUEST_CHECKSUM_CALCULATION");
    internal static SettingKey ResponseChecksumValidation => new("response_checksum_validation", "AWS_RESPONSE_CHECKSUM_VALIDATION");
    internal static SettingKey RequestMinCompressionSizeBytes => new("request_min_compression_size_bytes", "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES");
    internal static SettingKey DisableRequestCompression => new("disable_request_compression", "AWS_DISABLE_REQUEST_COMPRESSION");
    internal static SettingKey UserAgentAppId => new("sdk_ua_app_id", "AWS_SDK_UA_APP_ID");
    internal static SettingKey ParameterValidation => new("parameter_validation");
    internal static SettingKey DataPath => new("data_path", "AWS_DATA_PATH");

    internal static SettingKey CaBundle => new("ca_bundle", "AWS_CA_BUNDLE");
    internal static SettingKey TcpKeepalive => new("tcp_keepalive");
    internal static SettingKey ProxyCaBundle => new("proxy_ca_bundle", Table: "proxies_config");
    internal static SettingKey ProxyClientCert => new("proxy_client_cert", Table: "proxies_config");
    internal static SettingKey ProxyUseForwardingForHttps => new("proxy_use_forwarding_for_https", Table: "proxies_config");

    internal static SettingKey S3AddressingStyle => new("addressing_style", Table: "s3");
    internal static SettingKey S3UseAccelerateEndpoint => new("use_accelerate_endpoint", Table: "s3");
    internal static SettingKey S3UseDualstackEndpoint => new("use_dualstack_endpoint", Table: "s3");
    internal static SettingKey S3PayloadSigningEnabled => new("payload_signing_enabled", Table: "s3");
    internal static SettingKey S3UseArnRegion => new("s3_use_arn_region", "AWS_S3_USE_ARN_REGION");
    internal static SettingKey S3UseArnRegionInTable => new("use_arn_region", Table: "s3");
    internal static SettingKey S3DisableMultiregionAccessPoints
        => new("s3_disable_multiregion_access_points", "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS", "s3");
    internal static SettingKey S3DisableExpressSessionAuth => new("s3_disable_express_session_auth", "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH");

    internal static SettingKey MetadataServiceTimeout => new("metadata_service_timeout", "AWS_METADATA_SERVICE_TIMEOUT");
    internal static SettingKey MetadataServiceNumAttempts => new("metadata_service_num_attempts", "AWS_METADATA_SERVICE_NUM_ATTEMPTS");
    internal static SettingKey MetadataServiceEndpoint => new("ec2_metadata_service_endpoint", "AWS_EC2_METADATA_SERVICE_ENDPOINT");
    internal static SettingKey MetadataServiceEndpointMode => new("ec2_metadata_service_endpoint_mode", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE");
    internal static SettingKey MetadataV1Disabled => new("ec2_metadata_v1_disabled", "AWS_EC2_METADATA_V1_DISABLED");
    internal static SettingKey MetadataDisabled => new(null, "AWS_EC2_METADATA_DISABLED");
    internal static SettingKey MetadataUseIpv6 => new("imds_use_ipv6", "AWS_IMDS_USE_IPV6");

    /// <summary>The program that long output goes through; empty for none.</summary>
    public static SettingKey CliPager => new("cli_pager", "AWS_PAGER");
    /// <summary>How blobs are given: <c>base64</c> or <c>raw-in-base64-out</c>.</summary>
    public static SettingKey CliBinaryFormat => new("cli_binary_format");
    /// <summary>How timestamps are shown: <c>iso8601</c> or <c>wire</c>.</summary>
    public static SettingKey CliTimestampFormat => new("cli_timestamp_format");
    /// <summary>Whether missing options are asked for: <c>on</c>, <c>on-partial</c> or <c>off</c>.</summary>
    public static SettingKey CliAutoPrompt => new("cli_auto_prompt", "AWS_CLI_AUTO_PROMPT");
    /// <summary>The form of error messages: <c>enhanced</c>, <c>legacy</c> or an output format.</summary>
    public static SettingKey CliErrorFormat => new("cli_error_format", "AWS_CLI_ERROR_FORMAT");
    /// <summary>Where help is shown: <c>terminal</c>, <c>browser</c> or <c>url</c>.</summary>
    public static SettingKey CliHelpOutput => new("cli_help_output");
    /// <summary>Whether calls are recorded: <c>enabled</c> or <c>disabled</c>.</summary>
    public static SettingKey CliHistory => new("cli_history");
}

using System.Globalization;

namespace Awl.Config;

/// <summary>All settings, by precedence: option, environment, profile, default. Each is looked up when it is asked for, and not before.</summary>
/// <remarks>
/// A setting that the environment answers reads no file. An empty variable counts as set. Members throw
/// <see cref="ConfigurationException"/> for a value that cannot be used, a file that is not well formed and a profile that does not exist.
/// Source: botocore configprovider.py and args.py; messages as AWS CLI v2 has them.
/// </remarks>
public sealed class Settings(Machine machine, SettingOptions? options = null)
{
    const int MostCompressionBytes = 1_048_576;

    Profile? _profile;
    bool _profileIsLoaded;

    /// <summary>What the caller gave.</summary>
    public SettingOptions Options { get; } = options ?? SettingOptions.None;

    /// <summary>The user's files.</summary>
    public ProfileFiles Files => field ??= new(machine);

    /// <summary>The name of the profile: the option, AWS_PROFILE, AWS_DEFAULT_PROFILE, or <c>default</c>.</summary>
    public string ProfileName => FindProfileName().Value ?? "default";

    /// <summary>Whether an option names the profile. Keys in the environment then do not count.</summary>
    public bool ProfileIsOption => Options.Profile is not null;

    /// <summary>The profile, or null where none is named and there is no <c>default</c>.</summary>
    /// <exception cref="ConfigurationException">The named one does not exist.</exception>
    public Profile? Profile
    {
        get
        {
            if (!_profileIsLoaded) _profile = FindProfileName().Value is { } name && !Options.ProfileMayBeNew ? Files.GetProfile(name) : Files.FindProfile(ProfileName);
            _profileIsLoaded = true;
            return _profile;
        }
    }

    /// <summary>The name of the profile and where it came from; a null value where nobody names one. An empty variable names none.</summary>
    /// <remarks>Deviates from AWS CLI, where an empty AWS_PROFILE is a profile that does not exist. The SDKs agree with us.</remarks>
    public Setting FindProfileName()
    {
        if (Options.Profile is { } option) return new(option, new(SettingOrigin.Option, "--profile"));
        foreach (var variable in (ReadOnlySpan<string>)["AWS_PROFILE", "AWS_DEFAULT_PROFILE"])
        {
            if (machine.Variable(variable) is { Length: > 0 } name) return new(name, new(SettingOrigin.Environment, variable));
        }
        return default;
    }

    /// <summary>A setting as text, and where it came from.</summary>
    public Setting Find(SettingKey key)
    {
        if (Options.Find(key) is { } given) return new(given.Value, new(SettingOrigin.Option, given.Option));
        if (FindVariable(key.Variable) is { } first) return first;
        if (FindVariable(key.OtherVariable) is { } second) return second;
        return key.Key is { } name ? FindInProfile(name, key.Table) : default;
    }

    /// <summary>Every place that sets it: first the one that <see cref="Find"/> answers with, then those that it shadows.</summary>
    public IReadOnlyList<Setting> FindAll(SettingKey key)
    {
        var all = new List<Setting>();
        if (Options.Find(key) is { } given) all.Add(new(given.Value, new(SettingOrigin.Option, given.Option)));
        if (FindVariable(key.Variable) is { } first) all.Add(first);
        if (FindVariable(key.OtherVariable) is { } second) all.Add(second);
        if (key.Key is not { } name || Profile is not { } profile) return all;

        foreach (var section in (ReadOnlySpan<ConfigSection?>)[profile.Credentials, profile.Config])
        {
            if (FindIn(section, name, key.Table) is { } found) all.Add(found);
        }
        return all;
    }

    /// <summary>The region, or null. The instance's own region is not asked here.</summary>
    public string? Region => Text(SettingKey.Region);

    /// <summary>The output format's name, <c>json</c> unless set.</summary>
    public string Output => Find(SettingKey.Output).Value ?? "json";

    /// <summary>Whether endpoints that speak IPv6 too are asked for; null where nothing says.</summary>
    internal bool? UseDualstackEndpoint => FlagOrNull(SettingKey.UseDualstackEndpoint);

    /// <summary>Whether FIPS endpoints are asked for; null where nothing says.</summary>
    internal bool? UseFipsEndpoint => FlagOrNull(SettingKey.UseFipsEndpoint);

    /// <summary>Whether endpoints carry the account's number.</summary>
    internal AccountIdEndpointMode AccountIdEndpointMode
        => Find(SettingKey.AccountIdEndpointMode) is var setting && setting.Value is not { } text ? AccountIdEndpointMode.Preferred
            : text.ToLowerInvariant() switch
            {
                "preferred" => AccountIdEndpointMode.Preferred,
                "disabled" => AccountIdEndpointMode.Disabled,
                "required" => AccountIdEndpointMode.Required,
                var value => throw Invalid(setting, $"The configured value '{value}' for 'account_id_endpoint_mode' is invalid. Valid values are: ('preferred', 'disabled', 'required')."),
            };

    /// <summary>Whether the host prefixes of the models are left out.</summary>
    internal bool DisableHostPrefixInjection => Flag(SettingKey.DisableHostPrefixInjection);

    /// <summary>Whether endpoints are discovered; null for <c>auto</c>: where the service demands it.</summary>
    internal bool? EndpointDiscoveryEnabled
        => Find(SettingKey.EndpointDiscoveryEnabled).Value is { } text && !text.Equals("auto", StringComparison.OrdinalIgnoreCase) ? IsTrue(text) : null;

    /// <summary>The regions that a SigV4a signature is for, as written, or null.</summary>
    internal string? Sigv4aSigningRegionSet => Text(SettingKey.Sigv4aSigningRegionSet);

    /// <summary>The signing schemes by preference, such as <c>sigv4a</c>; empty where nothing says.</summary>
    internal IReadOnlyList<string> AuthSchemePreference
        => Text(SettingKey.AuthSchemePreference) is { } text ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];

    /// <summary>How calls are repeated.</summary>
    internal RetryMode RetryMode
        => Find(SettingKey.RetryMode) is var setting && setting.Value is not { } text ? RetryMode.Standard
            : text switch
            {
                "standard" => RetryMode.Standard,
                "adaptive" => RetryMode.Adaptive,
                _ => throw Invalid(setting, $"Invalid value provided to \"mode\": \"{text}\" must be one of: \"standard\" or \"adaptive\""),
            };

    /// <summary>How often a call is tried in all, at least 1; null where nothing says.</summary>
    internal int? MaxAttempts
        => Find(SettingKey.MaxAttempts) is var setting && setting.Value is null ? null
            : WholeNumber(SettingKey.MaxAttempts, setting) is >= 1 and var attempts ? attempts
            : throw Invalid(setting, $"Value provided to \"max_attempts\": {setting.Value} must be an integer greater than or equal to one.");

    /// <summary>When requests get a checksum.</summary>
    internal ChecksumMode RequestChecksumCalculation => Checksums(SettingKey.RequestChecksumCalculation);

    /// <summary>When the checksums of replies are checked.</summary>
    internal ChecksumMode ResponseChecksumValidation => Checksums(SettingKey.ResponseChecksumValidation);

    /// <summary>The size in bytes from which requests are compressed.</summary>
    internal int RequestMinCompressionSizeBytes
        => Find(SettingKey.RequestMinCompressionSizeBytes) is var setting && setting.Value is null ? 10_240
            : WholeNumber(SettingKey.RequestMinCompressionSizeBytes, setting) is >= 0 and <= MostCompressionBytes and var size ? size
            : throw Invalid(setting, $"Invalid value \"{setting.Value}\" for request_min_compression_size_bytes. Value must be between 1 and {MostCompressionBytes}.");

    /// <summary>Whether requests are never compressed.</summary>
    internal bool DisableRequestCompression => Flag(SettingKey.DisableRequestCompression);

    /// <summary>The application's name for the user agent, or null.</summary>
    internal string? UserAgentAppId => Text(SettingKey.UserAgentAppId);

    /// <summary>Whether input is checked against the model before it is sent.</summary>
    internal bool ParameterValidation => FlagOrNull(SettingKey.ParameterValidation) ?? true;

    /// <summary>A file of certificates to trust instead of the system's, or null.</summary>
    public string? CaBundle => Text(SettingKey.CaBundle) ?? NotEmpty(machine.Variable("REQUESTS_CA_BUNDLE"));

    /// <summary>How long to wait for the server's next bytes.</summary>
    internal TimeSpan ReadTimeout => Seconds(Options.ReadTimeout, "--cli-read-timeout");

    /// <summary>How long connecting may take.</summary>
    internal TimeSpan ConnectTimeout => Seconds(Options.ConnectTimeout, "--cli-connect-timeout");

    /// <summary>Whether idle connections are kept alive by the operating system.</summary>
    internal bool TcpKeepalive => Flag(SettingKey.TcpKeepalive);

    /// <summary>Where the bucket's name stands in S3's URLs.</summary>
    internal S3AddressingStyle S3AddressingStyle
        => Find(SettingKey.S3AddressingStyle) is var setting && setting.Value is not { } text ? S3AddressingStyle.Auto
            : text switch
            {
                "auto" => S3AddressingStyle.Auto,
                "virtual" => S3AddressingStyle.Virtual,
                "path" => S3AddressingStyle.Path,
                _ => throw Invalid(setting, $"S3 addressing style {text} is invalid. Valid options are: 'auto', 'virtual', and 'path'"),
            };

    /// <summary>Whether S3 requests go to the accelerate endpoint.</summary>
    internal bool S3UseAccelerateEndpoint => Flag(SettingKey.S3UseAccelerateEndpoint);

    /// <summary>Whether S3 requests go to endpoints that speak IPv6 too; null where nothing says.</summary>
    internal bool? S3UseDualstackEndpoint => FlagOrNull(SettingKey.S3UseDualstackEndpoint);

    /// <summary>Whether the payload of S3 requests is signed; null where nothing says.</summary>
    internal bool? S3PayloadSigningEnabled => FlagOrNull(SettingKey.S3PayloadSigningEnabled);

    /// <summary>Whether the region of an ARN that stands for a bucket counts instead of the client's; null where nothing says.</summary>
    internal bool? S3UseArnRegion => FlagOrNull(SettingKey.S3UseArnRegion) ?? FlagOrNull(SettingKey.S3UseArnRegionInTable);

    /// <summary>Whether multi-region access points are refused.</summary>
    internal bool S3DisableMultiregionAccessPoints => Flag(SettingKey.S3DisableMultiregionAccessPoints);

    /// <summary>Whether directory buckets are called with ordinary signatures.</summary>
    internal bool S3DisableExpressSessionAuth => Flag(SettingKey.S3DisableExpressSessionAuth);

    /// <summary>A key of the profile's table of that name, such as <c>s3</c> and <c>max_concurrent_requests</c>.</summary>
    public Setting FindInTable(string table, string key) => FindInProfile(key, table);

    /// <summary>The URL that replaces the endpoint of a service, or a null value.</summary>
    /// <param name="serviceId">The service's <c>serviceId</c> in its model, such as <c>Elastic Beanstalk</c>.</param>
    /// <remarks>
    /// Order: option, AWS_ENDPOINT_URL_SERVICE, AWS_ENDPOINT_URL, the profile's <c>services</c> section, the profile's <c>endpoint_url</c>.
    /// Source: botocore configprovider.py, ConfiguredEndpointProvider.
    /// </remarks>
    public Setting FindEndpointUrl(string serviceId)
    {
        if (Options.EndpointUrl is { } given) return new(given, new(SettingOrigin.Option, "--endpoint-url"));
        if (Flag(SettingKey.IgnoreConfiguredEndpointUrls)) return default;

        var name = serviceId.Replace(' ', '_').Replace('-', '_');
        if (FindVariable("AWS_ENDPOINT_URL_" + name.ToUpperInvariant()) is { Value.Length: > 0 } ofService) return ofService;
        if (FindVariable("AWS_ENDPOINT_URL") is { Value.Length: > 0 } ofAll) return ofAll;
        if (FindInServices(name.ToLowerInvariant()) is { Value.Length: > 0 } inServices) return inServices;
        return FindInProfile("endpoint_url", null) is { Value.Length: > 0 } inProfile ? inProfile : default;
    }

    /// <summary>Whether a setting says <c>true</c>, in any case; any other text says false, as does its absence.</summary>
    public bool Flag(SettingKey key) => FlagOrNull(key) ?? false;

    /// <summary>As <see cref="Flag"/>, and null where nothing sets it.</summary>
    public bool? FlagOrNull(SettingKey key) => Find(key).Value is { } text ? IsTrue(text) : null;

    /// <summary>The setting as a whole number, or null where nothing sets it.</summary>
    public int? Number(SettingKey key) => Find(key) is { Value: not null } setting ? WholeNumber(key, setting) : null;

    /// <summary>An error about a setting's value that says where the value stands.</summary>
    internal static ConfigurationException Invalid(Setting setting, string message)
        => new(ConfigurationFault.Invalid, $"{message} ({setting.Source})");

    string? Text(SettingKey key) => NotEmpty(Find(key).Value);

    static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    static bool IsTrue(string text) => text.Equals("true", StringComparison.OrdinalIgnoreCase);

    Setting? FindVariable(string? name)
        => name is not null && machine.Variable(name) is { } value ? new Setting(value, new(SettingOrigin.Environment, name)) : null;

    Setting FindInProfile(string key, string? table) => FindIn(Profile?.SectionOf(table ?? key), key, table) ?? default;

    static Setting? FindIn(ConfigSection? section, string key, string? table)
        => (table is null ? section?.Find(key) : section?.Find(table, key)) is { } value
            ? new(value, new(SettingOrigin.Profile, table is null ? key : $"{table}.{key}", section)) : null;

    Setting FindInServices(string service)
    {
        if (FindInProfile("services", null) is not { Value: { } name } setting) return default;

        var section = Files.FindServices(name) ?? throw Invalid(setting,
            $"The profile is configured to use the services section but the \"{name}\" services configuration does not exist.");
        return section.Find(service, "endpoint_url") is { } url ? new(url, new(SettingOrigin.Profile, $"{service}.endpoint_url", section)) : default;
    }

    static int WholeNumber(SettingKey key, Setting setting)
        => int.TryParse(setting.Value, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Invalid(setting, $"Invalid value \"{setting.Value}\" for {key.Key ?? key.Variable}. Value must be an integer.");

    ChecksumMode Checksums(SettingKey key)
        => Find(key) is var setting && setting.Value is not { } text ? ChecksumMode.WhenSupported
            : text.ToLowerInvariant() switch
            {
                "when_supported" => ChecksumMode.WhenSupported,
                "when_required" => ChecksumMode.WhenRequired,
                var value => throw Invalid(setting, $"Unsupported configuration value for {key.Key}. Expected one of ('when_supported', 'when_required') but got {value}."),
            };

    static TimeSpan Seconds(string? text, string option)
    {
        if (text is null) return TimeSpan.FromSeconds(60);

        var seconds = WholeNumber(new(option), new(text, new(SettingOrigin.Option, option)));
        return seconds <= 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds);
    }
}

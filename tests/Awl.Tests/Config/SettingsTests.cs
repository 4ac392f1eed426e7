using System.Text.Json.Nodes;
using Awl.Config;
using Awl.Tests.Machines;

namespace Awl.Tests.Config;

public class SettingsTests
{
    readonly FakeMachine _machine = new();

    [Fact]
    public void The_option_beats_the_environment_beats_the_profile_beats_the_default()
    {
        Assert.Equal(new Setting(null, default), Read().Find(SettingKey.Region));
        Assert.Equal("json", Read().Output);

        _machine.With("/home/user/.aws/config", "[default]\nregion = from-profile\noutput = text");
        var setting = Read().Find(SettingKey.Region);
        Assert.Equal("from-profile", setting.Value);
        Assert.Equal("region in [default] of /home/user/.aws/config", setting.Source.ToString());

        _machine.Variables["AWS_DEFAULT_REGION"] = "from-default";
        Assert.Equal("from-default", Read().Region);

        _machine.Variables["AWS_REGION"] = "from-variable";
        Assert.Equal(new Setting("from-variable", new(SettingOrigin.Environment, "AWS_REGION")), Read().Find(SettingKey.Region));

        Assert.Equal(new Setting("from-option", new(SettingOrigin.Option, "--region")), Read(new() { Region = "from-option" }).Find(SettingKey.Region));
        Assert.Equal("text", Read(new() { Region = "from-option" }).Output);
    }

    [Fact]
    public void A_setting_that_the_environment_answers_reads_no_file()
    {
        _machine.With("/home/user/.aws/config", "broken");
        _machine.Variables["AWS_REGION"] = "r";
        Assert.Equal("r", Read().Region);
        Assert.Throws<ConfigurationException>(() => Read().Output);
    }

    [Fact]
    public void A_profile_that_does_not_exist_is_an_error_unless_nobody_named_it()
    {
        Assert.Null(Read().Profile);
        _machine.Variables["AWS_PROFILE"] = "nope";
        var error = Assert.Throws<ConfigurationException>(() => Read().Profile);
        Assert.Equal("The config profile (nope) could not be found", error.Message);
        Assert.Equal(ConfigurationFault.ProfileNotFound, error.Fault);
    }

    [Theory]
    [InlineData("AWS_RETRY_MODE", "legacy", "Invalid value provided to \"mode\": \"legacy\" must be one of: \"standard\" or \"adaptive\" (AWS_RETRY_MODE)")]
    [InlineData("AWS_MAX_ATTEMPTS", "0", "Value provided to \"max_attempts\": 0 must be an integer greater than or equal to one. (AWS_MAX_ATTEMPTS)")]
    [InlineData("AWS_MAX_ATTEMPTS", "x", "Invalid value \"x\" for max_attempts. Value must be an integer. (AWS_MAX_ATTEMPTS)")]
    [InlineData("AWS_REQUEST_CHECKSUM_CALCULATION", "x",
        "Unsupported configuration value for request_checksum_calculation. Expected one of ('when_supported', 'when_required') but got x. (AWS_REQUEST_CHECKSUM_CALCULATION)")]
    [InlineData("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "99999999",
        "Invalid value \"99999999\" for request_min_compression_size_bytes. Value must be between 1 and 1048576. (AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES)")]
    [InlineData("AWS_ACCOUNT_ID_ENDPOINT_MODE", "x",
        "The configured value 'x' for 'account_id_endpoint_mode' is invalid. Valid values are: ('preferred', 'disabled', 'required'). (AWS_ACCOUNT_ID_ENDPOINT_MODE)")]
    public void A_bad_value_is_told_as_AWS_CLI_does_with_its_place(string variable, string value, string message)
    {
        _machine.Variables[variable] = value;
        var settings = Read();
        var error = Assert.Throws<ConfigurationException>(() =>
        {
            _ = (settings.RetryMode, settings.MaxAttempts, settings.RequestChecksumCalculation, settings.RequestMinCompressionSizeBytes, settings.AccountIdEndpointMode);
        });
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void The_s3_table_gives_the_settings_of_s3()
    {
        _machine.With("/home/user/.aws/config", "[default]\ns3 =\n  addressing_style = path\n  use_arn_region = TRUE\n  max_concurrent_requests = 3");
        var settings = Read();
        Assert.Equal(S3AddressingStyle.Path, settings.S3AddressingStyle);
        Assert.True(settings.S3UseArnRegion);
        Assert.Null(settings.S3PayloadSigningEnabled);
        Assert.Equal("s3.max_concurrent_requests in [default] of /home/user/.aws/config", settings.FindInTable("s3", "max_concurrent_requests").Source.ToString());

        _machine.With("/home/user/.aws/config", "[default]\ns3 =\n  addressing_style = odd");
        var error = Assert.Throws<ConfigurationException>(() => Read().S3AddressingStyle);
        Assert.StartsWith("S3 addressing style odd is invalid.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_outs_are_seconds_and_zero_waits_for_ever()
    {
        Assert.Equal(TimeSpan.FromMinutes(1), Read().ReadTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), Read(new() { ConnectTimeout = "5" }).ConnectTimeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, Read(new() { ReadTimeout = "0" }).ReadTimeout);
    }

    [Fact]
    public void A_services_section_that_is_not_there_is_an_error()
    {
        _machine.With("/home/user/.aws/config", "[default]\nservices = nope");
        var error = Assert.Throws<ConfigurationException>(() => Read().FindEndpointUrl("S3"));
        Assert.Contains("\"nope\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AWS_cases_of_configured_endpoint_URLs_pass()
    {
        var document = JsonNode.Parse(File.ReadAllText(Conformance.Path("endpoints/configured-endpoint-urls.json")))!;
        var count = 0;
        foreach (var suite in document["testSuites"]!.AsArray())
        {
            foreach (var test in suite!["endpointUrlTests"]!.AsArray())
            {
                Assert.Equal(Expected(test!), (string)test!["name"]! + ": " + (Url(suite, test) ?? "none"));
                count++;
            }
        }
        Assert.True(count > 30);
    }

    /// <summary>The URL that a case expects; one of the made-up region means that nothing is configured and the rules decide.</summary>
    static string Expected(JsonNode test)
        => (string)test["name"]! + ": " + ((string)test["output"]!["endpointUrl"]! is var url && url.Contains("fake-region", StringComparison.Ordinal) ? "none" : url);

    /// <summary>A case names parts of its suite: a profile, an environment, the options of the client.</summary>
    static string? Url(JsonNode suite, JsonNode test)
    {
        var machine = new FakeMachine().With("/home/user/.aws/config", ConfigFile(suite));
        machine.Variables["AWS_PROFILE"] = (string)test["profile"]!;
        foreach (var (name, value) in Part(suite["environments"], test["environment"])) machine.Variables[name] = (string)value!;

        var client = Part(suite["client_configs"], test["client_config"]);
        if ((string?)client["ignore_configured_endpoint_urls"] is { } ignore) machine.Variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = ignore;
        var settings = new Settings(machine, new() { EndpointUrl = (string?)client["endpoint_url"] });
        return settings.FindEndpointUrl(((string)test["service"]!).Replace('-', ' ')).Value;
    }

    static JsonObject Part(JsonNode? parts, JsonNode? name) => parts?[(string?)name ?? "default"]?.AsObject() ?? [];

    static string ConfigFile(JsonNode suite)
    {
        var text = new System.Text.StringBuilder();
        foreach (var (name, profile) in suite["profiles"]!.AsObject())
        {
            text.Append($"[profile {name}]\n");
            foreach (var (key, value) in profile!.AsObject()) text.Append($"{key} = {value}\n");
        }
        foreach (var (name, services) in suite["services"]!.AsObject())
        {
            text.Append($"[services {name}]\n");
            foreach (var (service, table) in services!.AsObject())
            {
                text.Append($"{service} =\n");
                foreach (var (key, value) in table!.AsObject()) text.Append($"  {key} = {value}\n");
            }
        }
        return text.ToString();
    }

    Settings Read(SettingOptions? options = null) => new(_machine, options);
}

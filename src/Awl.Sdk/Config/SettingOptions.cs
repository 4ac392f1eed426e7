namespace Awl.Config;

/// <summary>The settings that the caller gives: options of the command line, or of a program that uses the library. Null leaves the question to the environment.</summary>
public sealed record SettingOptions
{
    /// <summary>No option given.</summary>
    public static SettingOptions None { get; } = new();

    /// <summary>The profile. Naming one takes keys in the environment out of the search for credentials.</summary>
    public string? Profile { get; init; }

    /// <summary>Whether the profile may be one that does not exist yet. It then has no settings.</summary>
    public bool ProfileMayBeNew { get; init; }

    /// <summary>The region, such as <c>eu-west-1</c>.</summary>
    public string? Region { get; init; }

    /// <summary>The output format.</summary>
    public string? Output { get; init; }

    /// <summary>The URL to send every request to.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>A file of certificates in PEM form to trust instead of the system's.</summary>
    public string? CaBundle { get; init; }

    /// <summary>How long to wait for the server's next bytes, in whole seconds; 0 waits for ever.</summary>
    public string? ReadTimeout { get; init; }

    /// <summary>How long connecting may take, in whole seconds; 0 waits for ever.</summary>
    public string? ConnectTimeout { get; init; }

    /// <summary>How blobs are given: <c>base64</c> or <c>raw-in-base64-out</c>.</summary>
    public string? CliBinaryFormat { get; init; }

    /// <summary>The form of error messages.</summary>
    public string? CliErrorFormat { get; init; }

    /// <summary>Whether the server's certificate is checked.</summary>
    public bool VerifyTls { get; init; } = true;

    /// <summary>Whether requests are signed.</summary>
    public bool SignRequests { get; init; } = true;

    /// <summary>The value that was given for a setting and the option's name, or null.</summary>
    internal (string Value, string Option)? Find(SettingKey key)
    {
        if (key == SettingKey.Region) return Given(Region, "--region");
        if (key == SettingKey.Output) return Given(Output, "--output");
        if (key == SettingKey.EndpointUrl) return Given(EndpointUrl, "--endpoint-url");
        if (key == SettingKey.CaBundle) return Given(CaBundle, "--ca-bundle");
        if (key == SettingKey.CliBinaryFormat) return Given(CliBinaryFormat, "--cli-binary-format");
        if (key == SettingKey.CliErrorFormat) return Given(CliErrorFormat, "--cli-error-format");
        return key == SettingKey.Profile ? Given(Profile, "--profile") : null;
    }

    static (string, string)? Given(string? value, string option) => value is null ? null : (value, option);
}

using Awl.Config;
using Awl.Credentials;
using Awl.Credentials.Secure;
using Awl.Signing;

namespace Awl;

/// <summary>How a session differs from what environment and files say.</summary>
public sealed record SessionOptions
{
    /// <summary>Settings given by the caller; they win over environment and files.</summary>
    public SettingOptions Settings { get; init; } = SettingOptions.None;

    /// <summary>Credentials of the caller's own instead of the chain's, or null.</summary>
    public ICredentialsProvider? Credentials { get; init; }

    /// <summary>Asks the user for the code of an MFA device, or null where there is nobody to ask.</summary>
    public MfaPrompt? MfaPrompt { get; init; }

    /// <summary>Asks the user for the passphrase of the encrypted key store, or null where there is nobody to ask.</summary>
    public PassphrasePrompt? PassphrasePrompt { get; init; }

    /// <summary>Where requests and replies are written, free of secrets; nowhere by default.</summary>
    public Log Log { get; init; } = Log.Off;

    /// <summary>The words of the command line that calls, for the user agent: <c>s3.ls</c>; null for a library user.</summary>
    public string? Command { get; init; }

    /// <summary>The outside world, or null for the real one.</summary>
    public Machine? Machine { get; init; }
}

using Awl.Config;
using Awl.Credentials.Secure;
using Awl.Http;

namespace Awl.Credentials;

/// <summary>What the sources of credentials work with.</summary>
/// <param name="Machine">The outside world.</param>
/// <param name="Settings">The settings of the caller, whose profile is the selected one.</param>
/// <param name="Log">The debug log.</param>
sealed record CredentialsContext(Machine Machine, Settings Settings, Log Log)
{
    /// <summary>The calls to AWS that some sources make; null where none can be made, and then those sources fail.</summary>
    public ICredentialsApi? Api { get; init; }

    /// <summary>Makes the transport to a metadata service.</summary>
    public MetadataTransport? MetadataTransport { get; init; }

    /// <summary>Asks the user for the code of an MFA device; null where there is nobody to ask.</summary>
    public MfaPrompt? MfaPrompt { get; init; }

    /// <summary>The keys that are not in the files; null where there can be none.</summary>
    public KeyStore? KeyStore { get; init; }

    /// <summary>Where the sources say what they looked at, when somebody wants to know.</summary>
    public CredentialsTrail? Trail { get; init; }

    /// <summary>Whether the profile that is asked is the source of a role: then the environment does not count.</summary>
    public bool IsSourceProfile { get; init; }

    /// <summary>Whether a session of an MFA login counts instead of the keys that it was made with.</summary>
    public bool UsesMfaSessions { get; init; } = true;

    public DateTimeOffset Now => Machine.Clock.GetUtcNow();
}

/// <summary>Asks the user for the current code of an MFA device.</summary>
/// <param name="serial">The device's serial number or ARN.</param>
/// <param name="cancellationToken">Ends the wait.</param>
/// <returns>The code, or null where there turns out to be nobody who answers.</returns>
public delegate Task<string?> MfaPrompt(string serial, CancellationToken cancellationToken);

/// <summary>Makes a transport that gives up connecting, and waiting for bytes, after a time; with or without the user's proxies.</summary>
delegate ITransport MetadataTransport(TimeSpan timeout, bool useProxies);

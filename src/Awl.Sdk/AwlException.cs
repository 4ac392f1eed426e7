namespace Awl;

/// <summary>A failure that Awl reports on purpose. Its children say which party failed; anything else that escapes is a bug.</summary>
/// <remarks>The message says what happened, to what, and what to do. It never holds a secret.</remarks>
public abstract class AwlException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The caller asked for something that cannot be: an unknown operation, a malformed option, an input that breaks the model.</summary>
public sealed class UsageException(string message, Exception? inner = null) : AwlException(message, inner)
{
    /// <summary>Whether a usage hint after the message would help: true for a wrong word on the command line, false for a wrong value.</summary>
    public bool ShowsUsage { get; init; }
}

/// <summary>What a setting lacks or gets wrong.</summary>
public enum ConfigurationFault
{
    /// <summary>A setting has a value that Awl cannot use.</summary>
    Invalid,

    /// <summary>No region is set anywhere and the operation needs one.</summary>
    NoRegion,

    /// <summary>The named profile is in neither file.</summary>
    ProfileNotFound,

    /// <summary>A configuration file cannot be read or parsed.</summary>
    Unreadable,
}

/// <summary>A setting, a profile or a configuration file is wrong.</summary>
public sealed class ConfigurationException(ConfigurationFault fault, string message, Exception? inner = null) : AwlException(message, inner)
{
    /// <summary>What is wrong.</summary>
    public ConfigurationFault Fault { get; } = fault;
}

/// <summary>Why there are no credentials.</summary>
public enum CredentialsFault
{
    /// <summary>No source of the chain is configured at all.</summary>
    NoneConfigured,

    /// <summary>A source is configured and cannot give credentials, for a reason that has no name of its own here.</summary>
    Broken,

    /// <summary>A source has one half of a key pair, or of its settings.</summary>
    Partial,

    /// <summary>The settings of a source contradict each other or name what does not exist.</summary>
    InvalidConfiguration,

    /// <summary>Profiles name each other as their source, in a circle.</summary>
    SourceProfileLoop,

    /// <summary>The named <c>credential_source</c> has no credentials.</summary>
    NoSourceCredentials,

    /// <summary>A source gives credentials that have ended already.</summary>
    ExpiredAfterRefresh,

    /// <summary>The program that <c>credential_process</c> names failed, or what it printed is no credentials.</summary>
    ProcessFailed,

    /// <summary>The file with the web identity token cannot be read.</summary>
    TokenFileUnreadable,

    /// <summary>A code of an MFA device is needed and there is nobody to ask.</summary>
    MfaUnavailable,

    /// <summary>There is no usable SSO token: nobody has logged in.</summary>
    SsoTokenMissing,

    /// <summary>The SSO token has ended and could not be renewed.</summary>
    SsoTokenExpired,

    /// <summary>There is no console login session.</summary>
    LoginTokenMissing,

    /// <summary>The file of the console login session lacks something.</summary>
    LoginTokenInvalid,

    /// <summary>The console login session has ended.</summary>
    LoginExpired,

    /// <summary>The user's password changed after the console login.</summary>
    LoginPasswordChanged,

    /// <summary>The user may not renew the console login session.</summary>
    LoginInsufficientPermissions,

    /// <summary>The container's credentials are to come from a host that is not allowed.</summary>
    ContainerUriRejected,

    /// <summary>The container's authorization token cannot be read or cannot stand in a header.</summary>
    ContainerTokenInvalid,

    /// <summary>The container's credentials could not be fetched.</summary>
    ContainerUnreachable,

    /// <summary>What the container's endpoint answered is no credentials.</summary>
    ContainerResponse,

    /// <summary>The instance speaks only version 1 of the metadata service, and that is turned off.</summary>
    ImdsV1Disabled,
}

/// <summary>No source has credentials, or the source that is configured cannot give them.</summary>
public sealed class CredentialsException(CredentialsFault fault, string message, Exception? inner = null) : AwlException(message, inner)
{
    /// <summary>Why there are none.</summary>
    public CredentialsFault Fault { get; } = fault;

    /// <summary>Whether a source that is set up rightly failed when its credentials were first used or renewed, rather than when it was chosen.</summary>
    /// <remarks>AWS CLI's exit code depends on it.</remarks>
    public bool WhileRefreshing { get; internal set; }
}

/// <summary>What went wrong between us and the server.</summary>
public enum TransportFault
{
    /// <summary>The name did not resolve, or nobody listens: no request was sent.</summary>
    Connect,

    /// <summary>Connecting took longer than the connect time-out.</summary>
    ConnectTimeout,

    /// <summary>The server sent nothing for longer than the read time-out.</summary>
    ReadTimeout,

    /// <summary>The connection ended in the middle of a request or a reply.</summary>
    ConnectionClosed,

    /// <summary>The server's certificate is not to be trusted.</summary>
    Certificate,

    /// <summary>The proxy refused or cannot be reached.</summary>
    Proxy,
}

/// <summary>The request did not reach the server or the reply did not reach us.</summary>
public sealed class TransportException(TransportFault fault, string message, Exception? inner = null) : AwlException(message, inner)
{
    /// <summary>What went wrong.</summary>
    public TransportFault Fault { get; } = fault;
}

/// <summary>The server's reply is not what the model promises.</summary>
public sealed class MalformedResponseException(string message, Exception? inner = null) : AwlException(message, inner);

/// <summary>A file that the caller named, or a local resource, cannot be read or written.</summary>
public sealed class LocalFileException(string message, Exception? inner = null) : AwlException(message, inner)
{
    /// <summary>Whether it is a lock that another process did not give back in time.</summary>
    public bool IsHeldByAnother { get; init; }
}

/// <summary>A waiter has seen that the resource will never be as wanted, or has asked often enough.</summary>
public sealed class WaiterException(string message, Exception? inner = null) : AwlException(message, inner);

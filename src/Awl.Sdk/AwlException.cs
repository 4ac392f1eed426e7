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

/// <summary>No source has credentials, or the source that is configured cannot give them.</summary>
public sealed class CredentialsException(string message, Exception? inner = null) : AwlException(message, inner)
{
    /// <summary>True when no source of the chain is configured at all; false when one is and is broken.</summary>
    public bool NoneConfigured { get; init; }
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
public sealed class LocalFileException(string message, Exception? inner = null) : AwlException(message, inner);

using Awl.Local.Hosting;

namespace Awl.Local.Imds;

/// <summary>The line of <c>awl-local imds serve|exec</c>.</summary>
sealed record ImdsLine
{
    static readonly string[] _valued = ["profile", "region", "role-arn", "port", "container-port", "config", "user-data", "mode", "idle", "parent", "endpoint-url"];
    static readonly string[] _flags = ["fake", "v1", "link-local", "debug", "keep-files", "token-in-environment"];

    /// <summary>Whether a command runs and the servers live as long as it: <c>exec</c>.</summary>
    public bool IsExec => Command.Count > 0;

    public IReadOnlyList<string> Command { get; private init; } = [];
    public string? Profile { get; private init; }
    public string? Region { get; private init; }
    public string? EndpointUrl { get; private init; }
    public string? RoleArn { get; private init; }
    public bool IsFake { get; private init; }
    public int Port { get; private init; }
    public int ContainerPort { get; private init; }
    public bool AllowsVersion1 { get; private init; }
    public string? ConfigPath { get; private init; }
    public string? UserDataPath { get; private init; }
    public bool ServesImds { get; private init; }
    public bool ServesContainer { get; private init; }
    public bool IsLinkLocal { get; private init; }
    public bool Debug { get; private init; }

    /// <summary>Whether the command keeps the configuration files of AWS; without, no profile there can stand before our servers.</summary>
    public bool KeepsFiles { get; private init; }

    /// <summary>Whether the container's secret goes to the command as a variable, for SDKs that know no file.</summary>
    public bool TokenInEnvironment { get; private init; }

    /// <summary>After how long without a request the servers end; null for never.</summary>
    public TimeSpan? Idle { get; private init; }

    /// <summary>The process with which the servers end, or null.</summary>
    public int? Parent { get; private init; }

    /// <param name="args">The words after <c>imds</c>.</param>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static ImdsLine Parse(IReadOnlyList<string> args)
    {
        if (args is not [("serve" or "exec") and var verb, ..])
            throw new UsageException("usage: awl-local imds serve [options] | awl-local imds exec [options] -- COMMAND …");

        var options = WordOptions.Parse([.. args.Skip(1)], _valued, _flags);
        Check(options, verb);
        var mode = options.Value("mode") ?? (verb == "exec" ? "imds" : "both");
        return new()
        {
            Command = options.Command,
            Profile = options.Value("profile"),
            Region = options.Value("region"),
            EndpointUrl = options.Value("endpoint-url"),
            RoleArn = options.Value("role-arn"),
            IsFake = options.Has("fake"),
            Port = options.Number("port", 0, 65535) ?? 0,
            ContainerPort = options.Number("container-port", 0, 65535) ?? 0,
            AllowsVersion1 = options.Has("v1"),
            ConfigPath = options.Value("config"),
            UserDataPath = options.Value("user-data"),
            ServesImds = mode != "container",
            ServesContainer = mode != "imds",
            IsLinkLocal = options.Has("link-local"),
            Debug = options.Has("debug"),
            KeepsFiles = options.Has("keep-files"),
            TokenInEnvironment = options.Has("token-in-environment"),
            Idle = IdleOf(options, verb),
            Parent = options.Number("parent", 1, int.MaxValue),
        };
    }

    static void Check(WordOptions options, string verb)
    {
        if (options.Value("mode") is not (null or "imds" or "container" or "both")) throw new UsageException("--mode is imds, container or both.");
        if (verb == "exec" && options.Command.Count == 0) throw new UsageException("imds exec needs a command: awl imds exec --profile P -- COMMAND …");
        if (verb == "serve" && options.Command.Count > 0) throw new UsageException("imds serve runs no command: that is awl imds exec.");
        if (options.Has("fake") && (options.Has("profile") || options.Has("role-arn")))
            throw new UsageException("--fake needs no --profile and no --role-arn: it makes credentials up.");
    }

    static TimeSpan? IdleOf(WordOptions options, string verb) => options.Time("idle") switch
    {
        null => verb == "serve" ? TimeSpan.FromHours(8) : null,
        { Ticks: 0 } => null,
        var time => time,
    };
}

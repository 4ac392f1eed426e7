namespace Awl.Cli.Commands.Doctor;

/// <summary>Proxies that catch the metadata services, whose addresses only the machine itself can reach.</summary>
sealed class ProxiesCheck : ICheck
{
    const string Imds = "169.254.169.254";

    public string Name => "proxies";

    public Task<IReadOnlyList<Finding>> RunAsync(CommandContext context, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<Finding>>([Look(context.Machine)]);

    static Finding Look(Machine machine)
    {
        if (Variable(machine, "http_proxy") is not { } proxy) return Finding.Ok(Variable(machine, "https_proxy") is { } secure ? $"https goes through {Redaction.Url(secure)}" : "none is set");

        var bypass = Variable(machine, "no_proxy") ?? "";
        if (Covers(bypass, Imds)) return Finding.Ok($"http goes through {Redaction.Url(proxy)}, the metadata service does not");

        var hint = bypass.Contains("169.254.", StringComparison.Ordinal) ? " AWS tools compare whole names in no_proxy: ranges such as 169.254.0.0/16 mean nothing to them." : "";
        return new(Severity.Problem, $"http_proxy catches the metadata service: {Imds} is asked through {Redaction.Url(proxy)}, which cannot reach it.{hint}")
        {
            Fix = $"export no_proxy={(bypass.Length == 0 ? "" : bypass + ",")}{Imds},169.254.170.2",
        };
    }

    /// <summary>As AWS CLI compares: <c>*</c>, or the host itself, or a name that it ends in.</summary>
    static bool Covers(string bypass, string host)
    {
        foreach (var entry in bypass.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry == "*" || entry == host || host.EndsWith("." + entry.TrimStart('.'), StringComparison.Ordinal)) return true;
        }
        return false;
    }

    static string? Variable(Machine machine, string name)
        => (machine.Variable(name) ?? machine.Variable(name.ToUpperInvariant())) is { Length: > 0 } value ? value : null;
}

using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands.Imds;

/// <summary><c>imds fault</c>: the service fails, or is slow.</summary>
sealed class Fault() : OrderCommand("/fault")
{
    public override CommandSpec Spec { get; } = new("imds fault", "Lets a running metadata server fail or be slow, to see what programs make of it.")
    {
        Options =
        [
            new("status") { Summary = "The status to answer with: 503, 500, 401." },
            new("rate") { Summary = "The part of the requests that it meets, 0 to 1; 1 by default." },
            new("delay") { Summary = "How long to wait before the answer: 2s." },
            new("times") { Summary = "How many requests it meets; all by default." },
            new("path") { Summary = "Only paths that begin so: /latest/api/token." },
            new("clear", ValueKind.Boolean) { Summary = "Take all faults away." },
            RunningServers.IdOption,
        ],
    };

    protected override double? FindNumber(string name, string value) => name switch
    {
        "status" or "rate" or "times" => Number(name, value),
        "delay" => Seconds(name, value),
        _ => null,
    };
}

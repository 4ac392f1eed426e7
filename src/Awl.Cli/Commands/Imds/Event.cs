using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands.Imds;

/// <summary><c>imds event</c>: something is about to happen to the instance.</summary>
sealed class Event() : OrderCommand("/event")
{
    public override CommandSpec Spec { get; } = new("imds event", "Announces an event through a running metadata server: an interruption, a reboot, the end.")
    {
        Options =
        [
            new("kind") { IsPositional = true, IsRequired = true, Choices = ["spot-interruption", "rebalance", "maintenance", "lifecycle"], Summary = "What is announced." },
            new("after") { Summary = "How long from now it shows: 30s, 2m." },
            new("clear", ValueKind.Boolean) { Summary = "Take the announcement back; maintenance goes to the history." },
            new("action") { Choices = ["terminate", "stop", "hibernate"], Summary = "What a spot interruption does; terminate by default." },
            new("code")
            {
                Choices = ["instance-reboot", "system-reboot", "system-maintenance", "instance-retirement", "instance-stop"],
                Summary = "The kind of maintenance; instance-reboot by default.",
            },
            new("ended") { Choices = ["completed", "canceled"], Summary = "How cleared maintenance ended; completed by default." },
            new("state") { Summary = "The state that the Auto Scaling group wants: InService, Standby, Terminated, Warmed:Stopped …" },
            RunningServers.IdOption,
        ],
    };

    protected override double? FindNumber(string name, string value) => name == "after" ? Seconds(name, value) : null;
}

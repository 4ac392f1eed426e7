using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.Emr;

/// <summary><c>emr list-clusters</c>: <c>--active</c>, <c>--terminated</c>, <c>--failed</c> for groups of states.</summary>
/// <remarks>Source: aws-cli v2, customizations/emr/listclusters.py.</remarks>
sealed class ListClusters(Operation operation, string command) : OperationCommand(operation, command)
{
    static (string Option, string[] States)[] Groups =>
    [
        ("active", ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING", "TERMINATING"]),
        ("terminated", ["TERMINATED"]),
        ("failed", ["TERMINATED_WITH_ERRORS"]),
    ];

    protected override void ChangeOptions(OptionList options)
    {
        options.Change("cluster-states", static option => option with { Kind = ValueKind.String, Arity = Arity.AtLeastOne });
        foreach (var (option, states) in Groups) options.Add(new(option, ValueKind.Boolean) { Summary = $"Clusters that are {string.Join(", ", states)}." });
    }

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        foreach (var (option, states) in Groups)
        {
            if (options.Flag(option) is null) continue;
            if (input.Find("ClusterStates") is not null)
                throw new UsageException("You can specify only one of the cluster state filters: --cluster-states, --active, --terminated, --failed.");
            input["ClusterStates"] = InputValue.List.Of(states);
        }
    }
}

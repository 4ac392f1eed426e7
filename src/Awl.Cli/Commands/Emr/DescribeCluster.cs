using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Cli.CommandLine;
using Awl.Client;
using Awl.Model;

namespace Awl.Cli.Commands.Emr;

/// <summary><c>emr describe-cluster</c>: the cluster with its instance groups or fleets and its bootstrap actions, which the service lists apart.</summary>
/// <remarks>Source: aws-cli v2, customizations/emr/describecluster.py: one page of each.</remarks>
sealed class DescribeCluster(Operation operation, string command) : OperationCommand(operation, command)
{
    public override CommandSpec Spec => field ??= OnlyOwn(base.Spec, "cluster-id");

    protected override string Title => "describe_cluster";

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var output = ResultOutput.For(context, Title);
        using var input = context.ReadInput(Operation, Spec, pagingIsOff: true);
        var client = context.CreateClient(Operation.Service);
        using var reply = await client.InvokeAsync(Operation, input.Json, null, cancellationToken);

        var result = reply.ToNode();
        if (result["Cluster"] is JsonObject cluster) await CompleteAsync(cluster, client, input.Json, cancellationToken);
        output.Print(JsonElement.Parse(result.ToJsonString()));
        return 0;
    }

    static async Task CompleteAsync(JsonObject cluster, ServiceClient client, JsonElement input, CancellationToken cancellationToken)
    {
        var hasFleets = (string?)cluster["InstanceCollectionType"] == "INSTANCE_FLEET";
        cluster["BootstrapActions"] = new JsonArray();
        foreach (var list in (string[])[hasFleets ? "InstanceFleets" : "InstanceGroups", "BootstrapActions"])
        {
            using var reply = await client.InvokeAsync(client.GetOperation("List" + list), input, null, cancellationToken);
            if (reply.ToNode()[list] is { } items) cluster[list] = items.DeepClone();
        }
    }

    /// <summary>The options that the command has; it takes no input as a whole and prints no skeleton.</summary>
    internal static CommandSpec OnlyOwn(CommandSpec modelled, params ReadOnlySpan<string> names)
    {
        var options = new List<OptionSpec>();
        foreach (var name in names) options.AddRange(modelled.Options.Where(option => option.Name == name));
        return modelled with { Options = options, IsModelled = false };
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.Emr;

/// <summary><c>emr add-instance-groups</c>: groups say their <c>InstanceGroupType</c>, and a <c>BidPrice</c> makes them spot instances.</summary>
/// <remarks>Source: aws-cli v2, customizations/emr/addinstancegroups.py, instancegroupsutils.py.</remarks>
sealed class AddInstanceGroups(Operation operation, string command) : OperationCommand(operation, command)
{
    public override CommandSpec Spec => field ??= DescribeCluster.OnlyOwn(base.Spec, "cluster-id", "instance-groups");

    protected override string Title => "add_instance_groups";

    protected override void ChangeOptions(OptionList options) => options.Change("instance-groups", static option => option with { Arity = Arity.AtLeastOne });

    protected override void CompleteInput(InputValue.Map input)
    {
        if (input.Find("InstanceGroups") is not InputValue.List groups) return;
        foreach (var group in groups.Items)
        {
            if (group is InputValue.Map map) Complete(map);
        }
    }

    static void Complete(InputValue.Map group)
    {
        if (group.Find("InstanceGroupType") is InputValue.Text type)
        {
            if (group.Find("Name") is null) group["Name"] = type;
            group.Members.Remove("InstanceGroupType");
            group["InstanceRole"] = new InputValue.Text(type.Value.ToUpperInvariant());
        }
        group["Market"] = new InputValue.Text(group.Find("BidPrice") is null ? "ON_DEMAND" : "SPOT");
        if (group.Find("BidPrice") is InputValue.Text { Value: "OnDemandPrice" }) group.Members.Remove("BidPrice");
    }

    protected override JsonElement AdaptReply(CommandContext context, JsonElement reply)
    {
        var result = new JsonObject();
        if (reply.TryGetProperty("JobFlowId"u8, out var cluster) && reply.TryGetProperty("InstanceGroupIds"u8, out var groups))
        {
            result["ClusterId"] = cluster.GetString();
            result["InstanceGroupIds"] = JsonArray.Create(groups);
            result["ClusterArn"] = reply.TryGetProperty("ClusterArn"u8, out var arn) ? arn.GetString() : null;
        }
        return JsonElement.Parse(result.ToJsonString());
    }
}

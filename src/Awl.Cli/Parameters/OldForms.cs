using Awl.Cli.CommandLine;
using Awl.Model;

namespace Awl.Cli.Parameters;

/// <summary>Bare words for structures of one member, older than shorthand and still accepted.</summary>
/// <remarks>Source: aws-cli v2, argprocess.py, <c>_handle_special_cases</c>.</remarks>
static class OldForms
{
    /// <summary>The value that the words mean, or null when they are no old form.</summary>
    public static InputValue? Find(OptionSpec option, Operation operation, Shape shape, Given given)
    {
        if (given.IsList && IsListOfOne(shape) && IsListed(operation, option.Name)) return Wrap(shape.Element.Shape.Members[0].Name, given.Words);
        if (!given.IsList && given.Value is InputValue.Text text && IsAttribute(shape) && !text.Value.Contains('=', StringComparison.Ordinal))
            return new InputValue.Map { ["Value"] = text };
        return null;
    }

    static bool IsListOfOne(Shape shape)
        => shape.Kind == ShapeKind.List && shape.Element.Shape is { Kind: ShapeKind.Structure, Members.Count: 1 };

    /// <summary><c>--instance-initiated-shutdown-behavior stop</c>.</summary>
    static bool IsAttribute(Shape shape)
        => shape is { Kind: ShapeKind.Structure, Members.Count: 1 } && shape.Members[0] is var member
            && member.NameUtf8.SequenceEqual("Value"u8) && member.Shape.Kind == ShapeKind.String;

    static bool IsListed(Operation operation, string option) => (operation.Service.CommandName, operation.Name, option) is
        ("firehose", "PutRecordBatch", "records")
        or ("workspaces", "RebootWorkspaces", "reboot-workspace-requests")
        or ("workspaces", "RebuildWorkspaces", "rebuild-workspace-requests")
        or ("workspaces", "TerminateWorkspaces", "terminate-workspace-requests")
        or ("elb", "RemoveTags", "tags")
        or ("elb", "DescribeInstanceHealth", "instances")
        or ("elb", "DeregisterInstancesFromLoadBalancer", "instances")
        or ("elb", "RegisterInstancesWithLoadBalancer", "instances");

    static InputValue.List Wrap(string member, IReadOnlyList<string> words)
    {
        var list = new InputValue.List();
        foreach (var word in words) list.Items.Add(new InputValue.Map { [member] = new InputValue.Text(word) });
        return list;
    }
}

using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.Ec2;

/// <summary>A rule of a security group in a few words: <c>--protocol tcp --port 22 --cidr 10.0.0.0/8</c>.</summary>
/// <remarks>Source: aws-cli v2, customizations/ec2/secgroupsimplify.py.</remarks>
sealed class SecurityGroupRule(Operation operation, string command) : OperationCommand(operation, command)
{
    const string Permission = "IpPermissions[0].";

    static string[] Simple => ["protocol", "port", "cidr", "source-group", "group-owner"];

    protected override void ChangeOptions(OptionList options)
    {
        options.Add(new("protocol") { Summary = "tcp, udp, icmp, all or a protocol's number." });
        options.Add(new("port") { Summary = "A port, a range (22-25) or all." });
        options.Add(new("cidr") { Summary = "The range of IPv4 addresses." });
        options.Add(new("source-group") { Summary = "The other security group, by name or id." });
        options.Add(new("group-owner") { Summary = "The account of the other security group." });
        foreach (var option in (ReadOnlySpan<string>)["ip-protocol", "from-port", "to-port", "cidr-ip", "source-security-group-name", "source-security-group-owner-id"])
            options.Hide(option);
    }

    protected override void CheckOptions(CommandContext context)
    {
        if (!context.Options.Has("ip-permissions")) return;
        foreach (var option in Simple)
        {
            if (context.Options.Value(option) is { Length: > 0 })
                throw new UsageException($"The --{option.Replace('-', '_')} option is not compatible with the --ip-permissions option ");
        }
    }

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        if (options.Text("protocol") is { } protocol) InputPath.Set(input, Permission + "IpProtocol", new InputValue.Text(Protocol(protocol)));
        if (options.Text("port") is { } port) SetPorts(input, port);
        if (options.Text("cidr") is { } cidr) InputPath.Set(input, Permission + "IpRanges[0].CidrIp", new InputValue.Text(cidr));
        if (options.Text("source-group") is { } group)
            InputPath.Set(input, Permission + (group.StartsWith("sg-", StringComparison.Ordinal) ? "UserIdGroupPairs[0].GroupId" : "UserIdGroupPairs[0].GroupName"), new InputValue.Text(group));
        if (options.Text("group-owner") is { } owner) InputPath.Set(input, Permission + "UserIdGroupPairs[0].UserId", new InputValue.Text(owner));
    }

    static string Protocol(string text)
    {
        if (PythonNumber.TryInteger(text, out var digits))
            return int.TryParse(digits, out var number) && number is >= -1 and <= 255
                ? text
                : throw new UsageException("protocol numbers must be in the range 0-255 or -1 to specify all protocols");
        return text switch
        {
            "tcp" or "udp" or "icmp" => text,
            "all" => "-1",
            _ => throw new UsageException("protocol parameter should be one of: tcp|udp|icmp|all or any valid protocol number."),
        };
    }

    static void SetPorts(InputValue.Map input, string text)
    {
        var (from, to) = text is "-1" or "all" ? ("-1", "-1") : text.Split('-', 2) is [var first, var last] ? (first, last) : (text, text);
        if (!PythonNumber.TryInteger(from, out var fromDigits) || !PythonNumber.TryInteger(to, out var toDigits))
            throw new UsageException("port parameter should be of the form <from[-to]> (e.g. 22 or 22-25)");
        InputPath.Set(input, Permission + "FromPort", new InputValue.Number(fromDigits));
        InputPath.Set(input, Permission + "ToPort", new InputValue.Number(toDigits));
    }
}

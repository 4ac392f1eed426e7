using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.Ec2;

/// <summary><c>ec2 run-instances</c>: <c>--count</c>, and the addresses of the first network interface in options of their own.</summary>
/// <remarks>Source: aws-cli v2, customizations/ec2/addcount.py and runinstances.py.</remarks>
sealed class RunInstances(Operation operation, string command) : OperationCommand(operation, command)
{
    const string Interface = "NetworkInterfaces[0].";

    protected override void ChangeOptions(OptionList options)
    {
        options.Remove("min-count");
        options.Remove("max-count");
        options.Add(new("count") { Summary = "How many instances: a number or least:most. One, unless given." });
        options.Add(new("secondary-private-ip-addresses") { Arity = Arity.Any, HidesArity = true, Summary = "More private addresses of the network interface." });
        options.Add(new("secondary-private-ip-address-count") { IsCheckedByParser = true, Summary = "How many more private addresses." });
        options.Add(new("associate-public-ip-address", ValueKind.Boolean) { Summary = "Give the instance a public address." });
        options.Add(new("no-associate-public-ip-address", ValueKind.Boolean) { Destination = "associate-public-ip-address", FlagValue = false, Summary = "Give it none." });
    }

    protected override void CheckOptions(CommandContext context)
    {
        if (!context.Options.Has("network-interfaces")) return;
        if (context.Options.Values("secondary-private-ip-addresses").Count > 0 || context.Options.Value("secondary-private-ip-address-count") is not (null or "0")
            || context.Options.IsOn("associate-public-ip-address"))
            throw new UsageException("Mixing the --network-interfaces option with the simple, scalar options is not supported.");
    }

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        if (options.Value("count") is InputValue.Text count) SetCount(input, count.Value);
        if (options.Words("secondary-private-ip-addresses") is { Count: > 0 } addresses)
            SetOnInterface("PrivateIpAddresses", new InputValue.List { Items = [.. addresses.Select(static address => Address(new InputValue.Text(address), isPrimary: false))] });
        if (options.Text("secondary-private-ip-address-count") is { } more && Scalars.Integer(more) is { Digits: not "0" } number) SetOnInterface("SecondaryPrivateIpAddressCount", number);
        if (options.Flag("associate-public-ip-address") is { } isPublic) SetOnInterface("AssociatePublicIpAddress", new InputValue.Boolean(isPublic));

        void SetOnInterface(string member, InputValue value)
        {
            if (input.Find("NetworkInterfaces") is null) InputPath.Set(input, Interface + "DeviceIndex", new InputValue.Number("0"));
            InputPath.Set(input, Interface + member, value);
        }
    }

    static void SetCount(InputValue.Map input, string text)
    {
        var (least, most) = text.Split(':') is [var first, var last] ? (first, last) : (text, text);
        if (!PythonNumber.TryInteger(least, out var leastDigits) || !PythonNumber.TryInteger(most, out var mostDigits))
            throw new UsageException("count parameter should be of form min[:max] (e.g. 1 or 1:10)");
        input["MinCount"] = new InputValue.Number(leastDigits);
        input["MaxCount"] = new InputValue.Number(mostDigits);
    }

    static InputValue.Map Address(InputValue address, bool isPrimary) => new() { ["PrivateIpAddress"] = address, ["Primary"] = new InputValue.Boolean(isPrimary) };

    /// <summary>EC2 takes subnet, groups and addresses inside the network interface alone, as soon as one is described.</summary>
    protected override void CompleteInput(InputValue.Map input)
    {
        if (input.Find("NetworkInterfaces") is not InputValue.List { Items: [InputValue.Map first, ..] }) return;
        if (first.Find("PrivateIpAddresses") is null && first.Find("SecondaryPrivateIpAddressCount") is null && first.Find("AssociatePublicIpAddress") is null) return;

        Move("SubnetId", "SubnetId");
        Move("SecurityGroupIds", "Groups");
        if (Take("PrivateIpAddress") is { } address) first["PrivateIpAddresses"] = new InputValue.List { Items = { Address(address, isPrimary: true) } };
        Move("Ipv6AddressCount", "Ipv6AddressCount");
        Move("Ipv6Addresses", "Ipv6Addresses");
        Move("EnablePrimaryIpv6", "PrimaryIpv6");

        void Move(string from, string to)
        {
            if (Take(from) is { } value) first[to] = value;
        }

        InputValue? Take(string member)
        {
            var value = input.Find(member);
            input.Members.Remove(member);
            return value;
        }
    }
}

using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Awl.Local.Imds;

/// <summary>The instance that we pretend to be. What the file leaves out follows from the rest, so that all parts agree.</summary>
/// <param name="file">What the user said.</param>
/// <param name="account">The account of the credentials.</param>
/// <param name="region">The region of the caller, where the file names none.</param>
/// <param name="role">The role of the credentials; null for an instance without one.</param>
/// <param name="started">When it started.</param>
sealed class Instance(InstanceFile file, string account, string region, string? role, DateTimeOffset started)
{
    public DateTimeOffset Started => started;
    public string AccountId => file.Text("account-id") ?? account;
    public string Region => file.Text("region") ?? (file.Text("availability-zone") is { Length: > 1 } zone ? zone[..^1] : region);
    public string AvailabilityZone => file.Text("availability-zone") ?? Region + "a";
    public string AvailabilityZoneId => file.Text("availability-zone-id") ?? $"{RegionWords.Initials(Region)}-az{AvailabilityZone[^1] - 'a' + 1}";
    public string Partition => RegionWords.Partition(Region).Name;
    public string Domain => RegionWords.Partition(Region).Domain;

    public string InstanceId => file.Text("instance-id") ?? Id("i-");
    public string InstanceType => file.Text("instance-type") ?? "m5.large";
    public string Architecture => file.Text("architecture") ?? (RegionWords.IsArm(InstanceType) ? "arm64" : "x86_64");
    public string ImageId => file.Text("ami-id") ?? Id("ami-");
    public string LaunchIndex => file.Text("ami-launch-index") ?? "0";
    public string ReservationId => file.Text("reservation-id") ?? Id("r-");
    public string LifeCycle => file.Text("instance-life-cycle") ?? "on-demand";
    public string System => file.Text("system") ?? "nitro";
    public IReadOnlyList<string> ProductCodes => file.List("product-codes") ?? [];
    public string? AutoScalingState => file.Text("autoscaling-state");
    public string? PlacementGroup => file.Text("placement-group");

    public string LocalIpv4 => file.Text("local-ipv4") ?? "172.31.16.10";
    public string? PublicIpv4 => file.Text("public-ipv4") switch { null => "203.0.113.25", "none" => null, var address => address };
    public string? Ipv6 => file.Text("ipv6");
    public string Mac => file.Text("mac")?.ToLowerInvariant() ?? MacOf(LocalIpv4);
    public string InterfaceId => file.Text("interface-id") ?? Id("eni-");
    public string VpcId => file.Text("vpc-id") ?? Id("vpc-");
    public string VpcBlock => file.Text("vpc-ipv4-cidr-block") ?? BlockOf(LocalIpv4, 16);
    public string SubnetId => file.Text("subnet-id") ?? Id("subnet-");
    public string SubnetBlock => file.Text("subnet-ipv4-cidr-block") ?? BlockOf(LocalIpv4, 20);
    public IReadOnlyList<string> SecurityGroups => file.List("security-groups") ?? ["default"];
    public IReadOnlyList<string> SecurityGroupIds => file.List("security-group-ids") ?? [.. SecurityGroups.Select(group => Id("sg-", group))];

    public string Hostname => file.Text("hostname") ?? $"ip-{LocalIpv4.Replace('.', '-')}.{(Region == "us-east-1" ? "ec2.internal" : Region + ".compute.internal")}";

    public string? PublicHostname => PublicIpv4 is { } address
        ? $"ec2-{address.Replace('.', '-')}.{(Region == "us-east-1" ? "compute-1" : Region + ".compute")}.{Domain}" : null;

    public string KeyName => file.Text("key-name") ?? "awl";
    public string PublicKey => file.Text("public-key") ?? $"ssh-ed25519 {OpensshKey()} {KeyName}";

    /// <summary>The name of the role that the instance has, or null.</summary>
    public string? Role => role is null ? null : file.Text("role") ?? role;

    public string InstanceProfileArn => $"arn:{Partition}:iam::{AccountId}:instance-profile/{file.Text("instance-profile") ?? Role}";
    public string InstanceProfileId => file.Text("instance-profile-id") ?? "AIPA" + Hex("AIPA", 17).ToUpperInvariant();

    public IReadOnlyList<KeyValuePair<string, string>> Tags
        => [.. file.Members("tags").Select(tag => KeyValuePair.Create(tag.Key, InstanceFile.TextOf(tag.Value) ?? throw file.Wrong($"the tag '{tag.Key}' is no text")))];

    /// <summary>What the user says of paths beyond those above.</summary>
    public InstanceFile File => file;

    /// <summary>An id of its own kind: as long as EC2's, the same at each start for the same account, region and role.</summary>
    string Id(string prefix, string name = "") => prefix + Hex(prefix + name, 17);

    string Hex(string name, int length)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}|{account}|{region}|{role}")))[..length];

    /// <summary>A public key whose private half nobody has.</summary>
    string OpensshKey()
    {
        byte[] key = [0, 0, 0, 11, .. "ssh-ed25519"u8, 0, 0, 0, 32, .. SHA256.HashData(Encoding.UTF8.GetBytes(KeyName + InstanceId))];
        return Convert.ToBase64String(key);
    }

    static string MacOf(string address)
    {
        var bytes = IPAddress.TryParse(address, out var parsed) ? parsed.GetAddressBytes() : [0, 0, 0, 0];
        return string.Create(CultureInfo.InvariantCulture, $"02:29:{bytes[0]:x2}:{bytes[1]:x2}:{bytes[2]:x2}:{bytes[3]:x2}");
    }

    static string BlockOf(string address, int bits)
        => IPAddress.TryParse(address, out var parsed) && parsed.GetAddressBytes() is { Length: 4 } bytes
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes[0]}.{bytes[1]}.{(bits == 16 ? 0 : bytes[2] & 0xf0)}.0/{bits}") : $"0.0.0.0/{bits}";
}

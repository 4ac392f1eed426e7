using YamlDotNet.RepresentationModel;

namespace Awl.Local.Imds;

/// <summary>All paths and their values. Built for each request: what is about to happen to the instance changes it.</summary>
/// <remarks>Source: EC2 user guide, "Instance metadata categories", and recorded listings. A listing holds what is present and nothing else.</remarks>
sealed class MetadataTree(Instance instance, Events events, IdentityDocument identity, RoleDocuments? role, byte[]? userData)
{
    /// <remarks>Source: the root of a real instance in 2024.</remarks>
    static readonly string[] _versions =
    [
        "1.0", "2007-01-19", "2007-03-01", "2007-08-29", "2007-10-10", "2007-12-15", "2008-02-01", "2008-09-01", "2009-04-04", "2011-01-01", "2011-05-01",
        "2012-01-12", "2014-02-25", "2014-11-05", "2015-10-20", "2016-04-19", "2016-06-30", "2016-09-02", "2018-03-28", "2018-08-17", "2018-09-24",
        "2019-10-01", "2020-10-27", "2021-01-03", "2021-03-23", "2021-07-15", "2022-09-24", "2024-04-11", "latest",
    ];

    /// <summary>Whether it is the name of a version.</summary>
    public static bool IsVersion(string name) => Array.IndexOf(_versions, name) >= 0;

    /// <summary>The place at a path, or null. Every version has the data of the latest.</summary>
    public Node? Find(ReadOnlySpan<string> names)
    {
        if (names.Length == 0) return Root();
        return IsVersion(names[0]) ? Build().Find(names[1..]) : null;
    }

    /// <summary>Says at the start what would fail at a request.</summary>
    /// <exception cref="UsageException">The user's file says what no instance has.</exception>
    public void Check() => Build();

    static Folder Root()
    {
        var root = new Folder { ShowsSlashes = false };
        foreach (var version in _versions) root.Add(version, new Folder());
        return root;
    }

    Folder Build()
    {
        var tree = new Folder { ShowsSlashes = false };
        var metadata = new Folder();
        AddInstance(metadata);
        AddPlacement(metadata);
        AddNetwork(metadata);
        AddInterface(metadata, $"network/interfaces/macs/{instance.Mac}/");
        AddEvents(metadata);
        AddTags(metadata);
        role?.AddTo(metadata);
        AddFromFile(metadata, instance.File.Members("meta-data"));

        tree.Add("meta-data", metadata);
        tree.Add("dynamic", Dynamic());
        if (userData is not null) tree.Add("user-data", new Leaf(_ => new(Answer.UserData(userData))));
        return tree;
    }

    void AddInstance(Folder tree)
    {
        tree.Add("ami-id", instance.ImageId);
        tree.Add("ami-launch-index", instance.LaunchIndex);
        tree.Add("ami-manifest-path", "(unknown)");
        tree.Add("block-device-mapping/ami", "/dev/xvda");
        tree.Add("block-device-mapping/root", "/dev/xvda");
        tree.Add("instance-action", "none");
        tree.Add("instance-id", instance.InstanceId);
        tree.Add("instance-life-cycle", instance.LifeCycle);
        tree.Add("instance-type", instance.InstanceType);
        tree.Add("profile", "default-hvm");
        tree.Add("reservation-id", instance.ReservationId);
        tree.Add("security-groups", Lines(instance.SecurityGroups));
        tree.Add("services/domain", instance.Domain);
        tree.Add("services/partition", instance.Partition);
        tree.Add("system", instance.System);
        if (instance.ProductCodes.Count > 0) tree.Add("product-codes", Lines(instance.ProductCodes));

        var key = new Folder { ListedAs = $"0={instance.KeyName}" };
        key.Add("openssh-key", instance.PublicKey);
        tree.Add("public-keys/0", key);
    }

    void AddPlacement(Folder tree)
    {
        tree.Add("placement/availability-zone", instance.AvailabilityZone);
        tree.Add("placement/availability-zone-id", instance.AvailabilityZoneId);
        tree.Add("placement/region", instance.Region);
        tree.Add("placement/group-name", instance.PlacementGroup);
    }

    void AddNetwork(Folder tree)
    {
        tree.Add("hostname", instance.Hostname);
        tree.Add("local-hostname", instance.Hostname);
        tree.Add("local-ipv4", instance.LocalIpv4);
        tree.Add("mac", instance.Mac);
        tree.Add("public-hostname", instance.PublicHostname);
        tree.Add("public-ipv4", instance.PublicIpv4);
        tree.Add("ipv6", instance.Ipv6);
    }

    void AddInterface(Folder tree, string at)
    {
        tree.Add(at + "device-number", "0");
        tree.Add(at + "interface-id", instance.InterfaceId);
        tree.Add(at + "local-hostname", instance.Hostname);
        tree.Add(at + "local-ipv4s", instance.LocalIpv4);
        tree.Add(at + "mac", instance.Mac);
        tree.Add(at + "owner-id", instance.AccountId);
        tree.Add(at + "security-groups", Lines(instance.SecurityGroups));
        tree.Add(at + "security-group-ids", Lines(instance.SecurityGroupIds));
        tree.Add(at + "subnet-id", instance.SubnetId);
        tree.Add(at + "subnet-ipv4-cidr-block", instance.SubnetBlock);
        tree.Add(at + "vpc-id", instance.VpcId);
        tree.Add(at + "vpc-ipv4-cidr-block", instance.VpcBlock);
        tree.Add(at + "vpc-ipv4-cidr-blocks", instance.VpcBlock);
        tree.Add(at + "ipv6s", instance.Ipv6);
        if (instance.PublicIpv4 is not { } address) return;

        tree.Add(at + "public-hostname", instance.PublicHostname);
        tree.Add(at + "public-ipv4s", address);
        tree.Add($"{at}ipv4-associations/{address}", instance.LocalIpv4);
    }

    void AddEvents(Folder tree)
    {
        tree.Add("events/maintenance/scheduled", Events.Json(events.Scheduled));
        tree.Add("events/maintenance/history", Events.Json(events.History));
        tree.Add("autoscaling/target-lifecycle-state", events.LifecycleState ?? instance.AutoScalingState);
        if (events.Rebalance is { } noticed) tree.Add("events/recommendations/rebalance", $"{{\"noticeTime\": \"{SpacedJson.Time(noticed)}\"}}");
        if (events.Spot is not { } spot) return;

        tree.Add("spot/instance-action", $"{{\"action\": \"{spot.Action}\", \"time\": \"{SpacedJson.Time(spot.Time)}\"}}");
        if (spot.Action == "terminate") tree.Add("spot/termination-time", SpacedJson.Time(spot.Time));
    }

    /// <summary>Tags by name. A name that would make no path is left out, as EC2 would not let such a tag be.</summary>
    void AddTags(Folder tree)
    {
        foreach (var (name, value) in instance.Tags)
        {
            if (name is "" or "." or ".." or "_index" || name.Contains('/', StringComparison.Ordinal)) throw instance.File.Wrong($"an instance cannot show a tag '{name}'");
            tree.FolderAt("tags/instance").AddNamed(name, new Leaf(value));
        }
    }

    Folder Dynamic()
    {
        var tree = new Folder { EndsWithLineFeed = true };
        tree.Add("fws/instance-monitoring", "disabled");
        var documents = new Folder { EndsWithLineFeed = true };
        documents.Add("document", identity.Text);
        documents.Add("signature", new Leaf(_ => new(Answer.Data(identity.Signature))));
        documents.Add("pkcs7", new Leaf(_ => new(Answer.Data(identity.Pkcs7))));
        documents.Add("rsa2048", new Leaf(_ => new(Answer.Data(identity.Rsa2048))));
        tree.Add("instance-identity", documents);
        AddFromFile(tree, instance.File.Members("dynamic"));
        return tree;
    }

    /// <summary>Puts in what the file says of paths: a text is a value, a list its lines, a mapping a folder; null takes a path away.</summary>
    void AddFromFile(Folder tree, IEnumerable<KeyValuePair<string, YamlNode>> members)
    {
        foreach (var (name, value) in members)
        {
            if (InstanceFile.IsNull(value)) tree.Remove(name);
            else if (value is YamlMappingNode map)
            {
                if (tree.Find(name) is not Folder folder) tree.AddNamed(name, folder = new());
                AddFromFile(folder, InstanceFile.MembersOf(map));
            }
            else tree.AddNamed(name, new Leaf(value is YamlSequenceNode list ? string.Join('\n', list.Select(InstanceFile.TextOf)) : InstanceFile.TextOf(value) ?? ""));
        }
    }

    static string Lines(IReadOnlyList<string> values) => string.Join('\n', values);
}

namespace Awl.Cli.CommandLine.Overlays;

/// <summary>Old spellings of options that still work.</summary>
/// <remarks>Source: aws-cli v2, customizations/argrename.py.</remarks>
static class HiddenAliases
{
    /// <summary>The old spellings of a service, by its name on the command line.</summary>
    public static Rename[] Of(string service) => service switch
    {
        "elasticache" => [new("create-replication-group", "preferred-cache-cluster-azs", "preferred-cache-cluster-a-zs")],
        "mgn" =>
        [
            new("*", "replication-servers-security-groups-ids", "replication-servers-security-groups-i-ds"),
            new("*", "source-server-ids", "source-server-i-ds"),
            new("*", "replication-configuration-template-ids", "replication-configuration-template-i-ds"),
        ],
        _ => [],
    };
}

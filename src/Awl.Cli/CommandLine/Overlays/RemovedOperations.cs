namespace Awl.Cli.CommandLine.Overlays;

/// <summary>Operations that are no command: commands of another name do their work.</summary>
/// <remarks>
/// Source: aws-cli v2, customizations/removals.py and the commands that replace operations. AWS CLI also removes the operations with streams of
/// events; here they read and print an event a line.
/// </remarks>
static class RemovedOperations
{
    /// <summary>Whether an operation is no command.</summary>
    /// <param name="service">The service's name on the command line.</param>
    /// <param name="command">The operation's name on the command line.</param>
    public static bool Contains(string service, string command) => Of(service).Contains(command);

    static string[] Of(string service) => service switch
    {
        "agent-toolkit" => ["get-latest-skill-version", "get-skill", "get-skill-file-checksum", "list-skills"],
        "ec2" => ["import-instance", "import-volume"],
        "emr" =>
        [
            "add-job-flow-steps", "describe-job-flows", "list-bootstrap-actions", "list-instance-groups", "run-job-flow",
            "set-keep-job-flow-alive-when-no-steps", "set-termination-protection", "set-unhealthy-node-replacement",
            "set-visible-to-all-users", "terminate-job-flows",
        ],
        "rds" => ["modify-option-group"],
        "ses" => ["delete-verified-email-address", "list-verified-email-addresses", "verify-email-address"],
        "signin" => ["create-o-auth2-token-with-iam", "introspect-o-auth2-token-with-iam", "revoke-o-auth2-token-with-iam"],
        _ => [],
    };
}

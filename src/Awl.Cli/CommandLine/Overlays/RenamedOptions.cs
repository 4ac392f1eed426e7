namespace Awl.Cli.CommandLine.Overlays;

/// <summary>Options whose name is not their member's: it would clash with a global option, negate a negation, or read badly.</summary>
/// <remarks>Source: aws-cli v2, customizations/argrename.py. A renamed option goes to the end of its operation's options.</remarks>
static class RenamedOptions
{
    /// <summary>The renames of a service, by its name on the command line.</summary>
    public static Rename[] Of(string service) => service switch
    {
        "agent-toolkit" =>
        [
            new("*", "name", "skill-name"),
            new("search-skills", "query", "search-query"),
        ],
        "apigateway" => [new("create-rest-api", "version", "api-version")],
        "apigatewayv2" =>
        [
            new("create-api", "version", "api-version"),
            new("update-api", "version", "api-version"),
        ],
        "clouddirectory" => [new("publish-schema", "version", "schema-version")],
        "cloudsearchdomain" =>
        [
            new("search", "query", "search-query"),
            new("suggest", "query", "suggest-query"),
        ],
        "codepipeline" =>
        [
            new("get-pipeline", "version", "pipeline-version"),
            new("create-custom-action-type", "version", "action-version"),
            new("delete-custom-action-type", "version", "action-version"),
            new("get-action-type", "version", "action-version"),
        ],
        "controltower" =>
        [
            new("create-landing-zone", "version", "landing-zone-version"),
            new("update-landing-zone", "version", "landing-zone-version"),
        ],
        "datapipeline" =>
        [
            new("*", "query", "objects-query"),
            new("get-pipeline-definition", "version", "pipeline-version"),
        ],
        "deploy" =>
        [
            new("*", "s-3-location", "s3-location"),
            new("*", "ec-2-tag-filters", "ec2-tag-filters"),
        ],
        "ec2" =>
        [
            new("create-image", "no-no-reboot", "reboot"),
            new("*", "no-egress", "ingress"),
            new("*", "no-disable-api-termination", "enable-api-termination"),
        ],
        "ecs" =>
        [
            new("*", "no-enable-execute-command", "disable-execute-command"),
            new("execute-command", "no-interactive", "non-interactive"),
        ],
        "eks" =>
        [
            new("create-cluster", "version", "kubernetes-version"),
            new("update-cluster-version", "version", "kubernetes-version"),
            new("create-nodegroup", "version", "kubernetes-version"),
            new("update-nodegroup-version", "version", "kubernetes-version"),
            new("update-cluster-components-version", "version", "kubernetes-version"),
        ],
        "emr" =>
        [
            new("*", "job-flow-ids", "cluster-ids"),
            new("*", "job-flow-id", "cluster-id"),
        ],
        "gamelift" =>
        [
            new("create-build", "version", "build-version"),
            new("update-build", "version", "build-version"),
            new("create-script", "version", "script-version"),
            new("update-script", "version", "script-version"),
        ],
        "glue" =>
        [
            new("get-unfiltered-partition-metadata", "region", "resource-region"),
            new("get-unfiltered-partitions-metadata", "region", "resource-region"),
            new("get-unfiltered-table-metadata", "region", "resource-region"),
        ],
        "iotwireless" => [new("*", "lo-ra-wan", "lorawan")],
        "kinesisanalytics" => [new("add-application-output", "output", "application-output")],
        "kinesisanalyticsv2" => [new("add-application-output", "output", "application-output")],
        "lex-models" =>
        [
            new("delete-bot", "version", "bot-version"),
            new("delete-intent", "version", "intent-version"),
            new("delete-slot-type", "version", "slot-type-version"),
            new("get-intent", "version", "intent-version"),
            new("get-slot-type", "version", "slot-type-version"),
            new("delete-bot-version", "version", "bot-version"),
            new("delete-intent-version", "version", "intent-version"),
            new("delete-slot-type-version", "version", "slot-type-version"),
            new("get-export", "version", "resource-version"),
        ],
        "license-manager" =>
        [
            new("get-grant", "version", "grant-version"),
            new("delete-grant", "version", "grant-version"),
            new("get-license", "version", "license-version"),
        ],
        "mturk" => [new("list-qualification-types", "query", "types-query")],
        "pinpoint" =>
        [
            new("get-campaign-version", "version", "campaign-version"),
            new("get-segment-version", "version", "segment-version"),
            new("delete-email-template", "version", "template-version"),
            new("delete-in-app-template", "version", "template-version"),
            new("delete-push-template", "version", "template-version"),
            new("delete-sms-template", "version", "template-version"),
            new("delete-voice-template", "version", "template-version"),
            new("get-email-template", "version", "template-version"),
            new("get-in-app-template", "version", "template-version"),
            new("get-push-template", "version", "template-version"),
            new("get-sms-template", "version", "template-version"),
            new("get-voice-template", "version", "template-version"),
            new("update-email-template", "version", "template-version"),
            new("update-in-app-template", "version", "template-version"),
            new("update-push-template", "version", "template-version"),
            new("update-sms-template", "version", "template-version"),
            new("update-voice-template", "version", "template-version"),
        ],
        "rekognition" => [new("create-stream-processor", "output", "stream-processor-output")],
        "route53" =>
        [
            new("delete-traffic-policy", "version", "traffic-policy-version"),
            new("get-traffic-policy", "version", "traffic-policy-version"),
            new("update-traffic-policy-comment", "version", "traffic-policy-version"),
        ],
        "route53domains" =>
        [
            new("view-billing", "start", "start-time"),
            new("view-billing", "end", "end-time"),
        ],
        "sagemaker" =>
        [
            new("delete-image-version", "version", "version-number"),
            new("describe-image-version", "version", "version-number"),
            new("list-aliases", "version", "version-number"),
            new("update-image-version", "version", "version-number"),
        ],
        "schemas" => [new("*", "version", "schema-version")],
        "sns" => [new("subscribe", "endpoint", "notification-endpoint")],
        "stepfunctions" => [new("send-task-success", "output", "task-output")],
        "swf" =>
        [
            new("register-activity-type", "version", "activity-version"),
            new("register-workflow-type", "version", "workflow-version"),
        ],
        "workdocs" =>
        [
            new("create-notification-subscription", "endpoint", "notification-endpoint"),
            new("describe-users", "query", "user-query"),
        ],
        _ => [],
    };
}

/// <summary>A new name for an option.</summary>
/// <param name="Command">The operation on the command line, or <c>*</c> for all of the service.</param>
/// <param name="From">The option's name by the rule, without dashes.</param>
/// <param name="To">Its name on the command line, without dashes.</param>
readonly record struct Rename(string Command, string From, string To)
{
    public bool AppliesTo(string command) => Command == "*" || Command == command;
}

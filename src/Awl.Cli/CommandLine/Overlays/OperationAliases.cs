namespace Awl.Cli.CommandLine.Overlays;

/// <summary>Other names of operations on the command line.</summary>
/// <remarks>Source: aws-cli v2, customizations/cloudwatch.py and signin.py: the rule for names once tore OTel and OAuth apart.</remarks>
static class OperationAliases
{
    /// <summary>The other names in a service, by its name on the command line.</summary>
    public static OperationAlias[] Of(string service) => service switch
    {
        "cloudwatch" =>
        [
            new("get-o-tel-enrichment", "GetOTelEnrichment", IsHidden: true),
            new("start-o-tel-enrichment", "StartOTelEnrichment", IsHidden: true),
            new("stop-o-tel-enrichment", "StopOTelEnrichment", IsHidden: true),
        ],
        "rds" => [new("add-option-to-option-group", "ModifyOptionGroup"), new("remove-option-from-option-group", "ModifyOptionGroup")],
        "signin" =>
        [
            new("create-oauth2-token", "CreateOAuth2Token"),
            new("create-oauth2-token-with-iam", "CreateOAuth2TokenWithIAM"),
            new("introspect-oauth2-token-with-iam", "IntrospectOAuth2TokenWithIAM"),
            new("revoke-oauth2-token-with-iam", "RevokeOAuth2TokenWithIAM"),
        ],
        _ => [],
    };
}

/// <summary>Another name of an operation.</summary>
/// <param name="Command">The name on the command line.</param>
/// <param name="Operation">The operation's name in the model.</param>
/// <param name="IsHidden">Whether it works without being shown.</param>
readonly record struct OperationAlias(string Command, string Operation, bool IsHidden = false);

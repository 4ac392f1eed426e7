using Awl.Model;

namespace Awl.Cli.Commands;

/// <summary>The operations whose command does more than its model says. What is only renamed, hidden or hoisted is data: <c>CommandLine/Overlays</c>.</summary>
static class CustomizedOperations
{
    /// <summary>The command of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="command">Its name on the command line.</param>
    public static OperationCommand Create(Operation operation, string command) => (operation.Service.CommandName, command) switch
    {
        ("cloudfront", "create-distribution") => new CloudFront.CreateDistribution(operation, command),
        ("cloudfront", "create-invalidation") => new CloudFront.CreateInvalidation(operation, command),
        ("cloudfront", "update-distribution") => new CloudFront.UpdateDistribution(operation, command),
        ("cloudsearch", "define-index-field") => new CloudSearch.DefineIndexField(operation, command),
        ("cloudsearchdomain", _) => new CloudSearchDomain.DomainCommand(operation, command),
        ("cloudwatch", "put-metric-data") => new CloudWatch.PutMetricData(operation, command),
        ("datapipeline", "activate-pipeline") => new DataPipeline.ActivatePipeline(operation, command),
        ("datapipeline", "get-pipeline-definition") => new DataPipeline.GetPipelineDefinition(operation, command),
        ("datapipeline", "put-pipeline-definition") => new DataPipeline.PutPipelineDefinition(operation, command),
        ("deploy", "create-deployment" or "get-application-revision" or "register-application-revision") => new Deploy.RevisionCommand(operation, command),
        ("ec2", "authorize-security-group-egress" or "authorize-security-group-ingress" or "revoke-security-group-egress" or "revoke-security-group-ingress")
            => new Ec2.SecurityGroupRule(operation, command),
        ("ec2", "bundle-instance") => new Ec2.BundleInstance(operation, command),
        ("ec2", "get-password-data") => new Ec2.GetPasswordData(operation, command),
        ("ec2", "run-instances") => new Ec2.RunInstances(operation, command),
        ("emr", "add-instance-groups") => new Emr.AddInstanceGroups(operation, command),
        ("emr", "add-tags") => new Emr.AddTags(operation, command),
        ("emr", "describe-cluster") => new Emr.DescribeCluster(operation, command),
        ("emr", "list-clusters") => new Emr.ListClusters(operation, command),
        ("iam", "create-virtual-mfa-device") => new Iam.CreateVirtualMfaDevice(operation, command),
        ("iot", "create-certificate-from-csr" or "create-keys-and-certificate") => new Iot.CertificateCommand(operation, command),
        ("lambda", "create-function") => new Lambda.ZipFileCommand(operation, command, "Code"),
        ("lambda", "publish-layer-version") => new Lambda.ZipFileCommand(operation, command, "Content"),
        ("lambda", "update-function-code") => new Lambda.ZipFileCommand(operation, command, null),
        ("rds", "add-option-to-option-group") => new Rds.OptionGroupCommand(operation, command, "options-to-include", "options-to-remove"),
        ("rds", "remove-option-from-option-group") => new Rds.OptionGroupCommand(operation, command, "options-to-remove", "options-to-include"),
        ("ses", "send-email") => new Ses.SendEmail(operation, command),
        _ => new(operation, command),
    };
}

using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.Deploy;

/// <summary>Operations on a revision, which lies in S3 or on GitHub: <c>--s3-location</c>, <c>--github-location</c> instead of <c>--revision</c>.</summary>
/// <remarks>Source: aws-cli v2, customizations/codedeploy/locationargs.py. The options themselves are hoisted: see <c>HoistedOptions</c>.</remarks>
sealed class RevisionCommand(Operation operation, string command) : OperationCommand(operation, command)
{
    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        Use("s3-location", "S3", "s3Location", ["bucket", "key", "bundleType"], "--s3-location must specify bucket, key and bundleType.");
        Use("github-location", "GitHub", "gitHubLocation", ["repository", "commitId"], "--github-location must specify repository and commitId.");

        void Use(string option, string type, string member, string[] required, string message)
        {
            if (options.Value(option) is null || InputPath.Below(input, "revision").Find(member) is not InputValue.Map location) return;
            foreach (var name in required)
            {
                if (location.Find(name) is null or InputValue.Text { Value: "" }) throw new UsageException(message);
            }
            input["revision"] = new InputValue.Map { ["revisionType"] = new InputValue.Text(type), [member] = location };
        }
    }
}

using Awl.Model;

namespace Awl.Cli.Commands.CloudSearchDomain;

/// <summary>The operations of a search domain: each domain has a host of its own, so that the line must name it.</summary>
/// <remarks>Source: aws-cli v2, customizations/cloudsearchdomain.py.</remarks>
sealed class DomainCommand(Operation operation, string command) : OperationCommand(operation, command)
{
    protected override void CheckOptions(CommandContext context)
    {
        if (context.Globals.EndpointUrl is null) throw new UsageException("--endpoint-url is required for cloudsearchdomain commands");
    }
}

using System.Text.Json;
using Awl.Cli.CommandLine;
using Awl.Endpoints;
using Awl.Models;

namespace Awl.Cli.Commands.CliDev;

/// <summary><c>cli-dev resolve-endpoint</c>: what the endpoint rules of a service answer to parameters, as JSON. Nothing is called.</summary>
sealed class ResolveEndpoint : ICommand
{
    public CommandSpec Spec { get; } = new("cli-dev resolve-endpoint", "Prints the endpoint that a service's rules give for parameters, or their error.")
    {
        Options =
        [
            new("service") { IsRequired = true, Summary = "The service's name: s3, dynamodb." },
            new("parameters") { IsRequired = true, Summary = "A JSON object with parameters of the service's rules: {\"Region\":\"eu-west-1\"}." },
        ],
    };

    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.Options.Value("service")!;
        var service = context.Session.FindService(name) ?? throw new UsageException($"There is no service '{name}'.");
        context.Out.WriteLine(EndpointLookup.Resolve(service, ParseParameters(context.Options.Value("parameters")!), ModelPack.Open()));
        return Task.FromResult(0);
    }

    static JsonElement ParseParameters(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException e)
        {
            throw new UsageException($"Error parsing parameter '--parameters': Invalid JSON after {e.BytePositionInLine} bytes.\nJSON received: {text}", e);
        }
    }
}

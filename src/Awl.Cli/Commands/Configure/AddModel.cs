using System.Globalization;
using System.Text;
using System.Text.Json;
using Awl.Cli.CommandLine;
using Awl.Cli.Errors;

namespace Awl.Cli.Commands.Configure;

/// <summary><c>configure add-model</c>: puts a service's model where this program and AWS's own tools look for the user's.</summary>
/// <remarks>
/// Source: aws-cli v2, customizations/configure/addmodel.py. Deviates in refusing names that lead out of the folder, and in saying what a
/// model lacks.
/// </remarks>
sealed class AddModel : ICommand
{
    public CommandSpec Spec { get; } = new("configure add-model", "Adds a service's JSON model to ~/.aws/models.")
    {
        Options =
        [
            new("service-model") { IsRequired = true, Summary = "The model as JSON, or file://PATH." },
            new("service-name") { Summary = "The command to call the service by, instead of the model's own name." },
        ],
    };

    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var text = context.TextOf("service-model")!;
        var model = Parse(text);
        var name = context.Options.Value("service-name") ?? NameOf(model, context.Commands.Services);
        var folder = context.Machine.ExpandPath("~/.aws/models");
        var path = Path.Combine(folder, FolderName(name), FolderName(Required(model, "apiVersion")), $"service-{FormatVersion(model)}.json");
        context.Machine.WriteFile(path, Encoding.UTF8.GetBytes(text), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        return Task.FromResult(0);
    }

    static JsonElement Parse(string text)
    {
        try
        {
            var model = JsonElement.Parse(text);
            if (model.ValueKind == JsonValueKind.Object) return model;
        }
        catch (JsonException e)
        {
            throw new CommandFailedException($"The model is not JSON: {e.Message}", e);
        }
        throw new CommandFailedException("The model is not a JSON object.");
    }

    /// <summary>The name of the service that has the model's endpoint prefix, or the prefix.</summary>
    static string NameOf(JsonElement model, ServiceCatalog services)
    {
        var prefix = Required(model, "endpointPrefix");
        var name = prefix;
        foreach (var service in services.All())
        {
            if (service.Name == prefix) return prefix;
            if (service.EndpointPrefix == prefix) name = service.Name;   // the last one counts
        }
        return name;
    }

    static string Required(JsonElement model, string member)
        => model.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new CommandFailedException($"\"{member}\" not defined in the metadata of the model");

    /// <summary>2 of <c>"version":"2.0"</c>; 2 too where the model says nothing.</summary>
    static int FormatVersion(JsonElement model)
    {
        if (!model.TryGetProperty("version", out var version)) return 2;
        return double.TryParse(version.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 1 and < 100
            ? (int)number
            : throw new CommandFailedException($"The version of the model is no number: {version}");
    }

    static string FolderName(string name)
        => name.Length > 0 && name is not ("." or "..") && !name.AsSpan().ContainsAny('/', '\\') ? name
            : throw new UsageException($"'{name}' cannot be the name of a folder.");
}

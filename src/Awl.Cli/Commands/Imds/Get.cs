using System.Text;
using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.Terminals;

namespace Awl.Cli.Commands.Imds;

/// <summary><c>imds get</c>: reads a metadata service, real or local.</summary>
sealed class Get : ICommand
{
    public CommandSpec Spec { get; } = new("imds get", "Prints a value or a listing of an instance's metadata service, real or local; or all of it as data.")
    {
        Options =
        [
            new("path")
            {
                IsPositional = true,
                Arity = Arity.Optional,
                Summary = "The path: instance-id, placement/region, dynamic/instance-identity/document, user-data, /latest/…",
            },
            new("all", ValueKind.Boolean) { Summary = "Print the whole tree as one structure, for --query." },
            new("with-secrets", ValueKind.Boolean) { Summary = "With --all: show secret keys and session tokens too." },
            new("id") { Summary = "Read this server of yours, by its id from awl imds list." },
        ],
    };

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var client = MetadataClient.Open(await FindUrlAsync(context, cancellationToken), context.Settings);
        if (context.Options.IsOn("all"))
        {
            var tree = await new MetadataWalk(client, context.Options.IsOn("with-secrets")).ReadAsync(cancellationToken);
            ResultOutput.For(context, "ImdsGet").Print(tree);
            return 0;
        }

        var path = ServicePath(context.Options.Value("path") ?? "");
        var value = await client.FindAsync(path, cancellationToken) ?? throw new CommandFailedException($"The metadata service has no /{path}.");
        Print(context, value);
        return 0;
    }

    /// <summary>A pipe gets the bytes, a text with a line's end; a screen the text and nothing that would move its cursor.</summary>
    static void Print(CommandContext context, MetadataValue value)
    {
        if (context.Terminal.OutputIsScreen)
        {
            foreach (var line in Encoding.UTF8.GetString(value.Bytes).TrimEnd('\n').Split('\n')) context.Out.WriteLine(ScreenText.Of(line.Replace('\t', ' ')));
            return;
        }
        context.Terminal.Output.Write(value.Bytes);
        if (value is { IsText: true, Bytes: not [.., (byte)'\n'] }) context.Terminal.Output.Write("\n"u8);
    }

    static async Task<string?> FindUrlAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Options.Value("id") is not { } id) return context.Globals.EndpointUrl;
        using var servers = new RunningServers(context.Machine);
        return (await servers.GetAsync(id, cancellationToken)).Url;
    }

    /// <summary>The whole path for a short one.</summary>
    static string ServicePath(string path) => path switch
    {
        ['/', .. var whole] => whole,
        "" or "latest" or "meta-data" or "dynamic" or "user-data" => path is "" or "latest" ? "latest/" : "latest/" + path,
        _ when path.StartsWith("latest/", StringComparison.Ordinal) => path,
        _ when path.StartsWith("meta-data/", StringComparison.Ordinal) || path.StartsWith("dynamic/", StringComparison.Ordinal) => "latest/" + path,
        _ => "latest/meta-data/" + path,
    };
}

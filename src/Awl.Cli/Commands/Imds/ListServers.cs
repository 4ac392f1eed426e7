using System.Globalization;
using System.Text.Json;
using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands.Imds;

/// <summary><c>imds list</c>: the metadata servers that run.</summary>
sealed class ListServers : ICommand
{
    public CommandSpec Spec { get; } = new("imds list", "Lists the metadata servers of yours that run on this machine.");

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var servers = new RunningServers(context.Machine);
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("Servers");
            foreach (var record in await servers.FindAllAsync(cancellationToken))
            {
                json.WriteStartObject();
                json.WriteString("Id", record.Id);
                json.WriteNumber("ProcessId", record.ProcessId);
                json.WriteString("Url", record.Url);
                json.WriteString("Serves", record.What);
                json.WriteString("Started", record.Started.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        ResultOutput.For(context, "ImdsList").Print(JsonElement.Parse(bytes.ToArray()));
        return 0;
    }
}

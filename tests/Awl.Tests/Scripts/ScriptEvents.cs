using System.Text;
using Awl.Protocols.Codecs;

namespace Awl.Tests.Scripts;

/// <summary>A reply's events as a script has them: a name and a payload a line, with a "!" in front for an exception.</summary>
static class ScriptEvents
{
    public static byte[] Encode(string body)
        => [.. body.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(line => EventStreamWriter.Encode(MessageOf(line)))];

    static EventStreamMessage MessageOf(string line)
    {
        var type = line[0] == '!' ? "exception" : "event";
        var words = line.TrimStart('!').Split(' ', 2);
        return new(
            [EventStreamHeader.Of(":message-type", type), EventStreamHeader.Of($":{type}-type", words[0])],
            words.Length > 1 ? Encoding.UTF8.GetBytes(words[1]) : default(ReadOnlyMemory<byte>));
    }
}

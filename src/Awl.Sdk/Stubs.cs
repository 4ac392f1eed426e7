// Placeholders, so that the client can land before its parts: whoever lands the real type deletes its line here.
#pragma warning disable
using System.Text.Json;
using Awl.Client;
using Awl.Config;
using Awl.Http;
using Awl.Model;
using Awl.Protocols.Codecs;
namespace Awl.Protocols { static class InputValidator { public static void Validate(Operation operation, JsonElement input, bool hasStream) { } } }
namespace Awl.Protocols { static class ProtocolTable { public static IProtocol Get(string name, ReplyTimestamps timestamps) => throw new InvalidOperationException(); } }
namespace Awl.Protocols { static class LateErrors { public static bool IsErrorBody(ReadOnlySpan<byte> body) => false; } }

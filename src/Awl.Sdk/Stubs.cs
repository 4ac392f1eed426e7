// Placeholders, so that the client can land before its parts: whoever lands the real type deletes its line here.
#pragma warning disable
using System.Text.Json;
using Awl.Client;
using Awl.Config;
using Awl.Http;
using Awl.Model;
using Awl.Protocols.Codecs;
namespace Awl.Client { static class RequestCompression { public static void Apply(HttpRequest request, Operation operation, Settings settings) { } } }
namespace Awl.Client { static class UserAgent { public static void AddTo(HttpRequest request, ClientContext context) { } } }

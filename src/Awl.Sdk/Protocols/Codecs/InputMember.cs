using System.Runtime.InteropServices;
using System.Text.Json;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Finds members by the names in an input, without making those names strings.</summary>
static class InputMember
{
    /// <summary>The member that a property of the input names, or null.</summary>
    public static Member? Find(Shape shape, JsonProperty property)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(property);
        return name.Contains((byte)'\\') ? shape.FindMember(property.Name) : shape.FindMember(name);
    }
}

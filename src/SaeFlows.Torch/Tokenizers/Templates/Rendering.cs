using System.Text;

namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>A part of the template, ready to be written; tells whether the loop around it goes on.</summary>
internal delegate LoopFlow Rendering(TemplateScope scope, StringBuilder output);

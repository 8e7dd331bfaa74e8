// Measures llama.cpp (npm node-llama-cpp, prebuilt) on the folder that `saeflows bench generate --folder DIR` leaves.
//   npm install node-llama-cpp && node llamacpp.mjs DIR [threads] [promptTokens] [newTokens] [rounds]
import fs from "node:fs";
import path from "node:path";
import {getLlama} from "node-llama-cpp";

const [dir, threads = 2, promptTokens = 512, newTokens = 64, rounds = 3] = process.argv.slice(2).map((a, i) => (i ? Number(a) : a));
const config = JSON.parse(fs.readFileSync(path.join(dir, "config.json"), "utf8"));
const gguf = path.join(dir, "model.gguf");
writeGguf(fs.readFileSync(path.join(dir, "model.safetensors")));

const llama = await getLlama({gpu: false, build: "never", logLevel: "error", maxThreads: threads});
const model = await llama.loadModel({modelPath: gguf, useMmap: true});
const tokens = (n) => Array.from({length: n}, (_, i) => 3 + ((i * 17) % 7000));

async function time(prompt, fresh) {
    const context = await model.createContext({contextSize: 1024, batchSize: 512, threads, sequences: 1});
    const sequence = context.getSequence();
    const start = performance.now();
    let next = null;
    let count = 0;
    let first = 0;
    for await (const token of sequence.evaluate(tokens(prompt), {temperature: 0, yieldEogToken: true})) {
        count++;
        if (count === 1) first = performance.now();
        if (count >= fresh) break;
    }
    const end = performance.now();
    await context.dispose();
    return {prefill: (first - start) / 1000, decode: (end - first) / 1000};
}

let prefill = 0;
let decode = 0;
for (let round = 0; round <= rounds; round++) {
    const p = await time(promptTokens, 1);
    const d = await time(16, newTokens + 1);
    if (round > 0) {
        prefill = Math.max(prefill, promptTokens / p.prefill);
        decode = Math.max(decode, newTokens / d.decode);
    }
}
console.log(JSON.stringify({peer: "node-llama-cpp", threads, prefillTokensPerSecond: prefill, decodeTokensPerSecond: decode}));
process.exit(0);

// GGUF version 3, float32, with a vocabulary of placeholders; rows of q and k are left unpermuted, which changes no speed.
function writeGguf(bytes) {
    const headerLength = Number(bytes.readBigUInt64LE(0));
    const header = JSON.parse(bytes.subarray(8, 8 + headerLength).toString("utf8"));
    const names = Object.keys(header).filter((n) => n !== "__metadata__");
    const renamed = (n) => n.replace("model.embed_tokens", "token_embd").replace("model.norm", "output_norm").replace(/model\.layers\.(\d+)\./, "blk.$1.")
        .replace("input_layernorm", "attn_norm").replace("post_attention_layernorm", "ffn_norm").replace("self_attn.q_proj", "attn_q").replace("self_attn.k_proj", "attn_k")
        .replace("self_attn.v_proj", "attn_v").replace("self_attn.o_proj", "attn_output").replace("mlp.gate_proj", "ffn_gate").replace("mlp.up_proj", "ffn_up").replace("mlp.down_proj", "ffn_down");
    const out = [];
    const u32 = (v) => { const b = Buffer.alloc(4); b.writeUInt32LE(v); out.push(b); };
    const u64 = (v) => { const b = Buffer.alloc(8); b.writeBigUInt64LE(BigInt(v)); out.push(b); };
    const f32 = (v) => { const b = Buffer.alloc(4); b.writeFloatLE(v); out.push(b); };
    const text = (v) => { const b = Buffer.from(v); u64(b.length); out.push(b); };
    const fields = [];
    const field = (name, write) => fields.push(() => { text(name); write(); });
    field("general.architecture", () => { u32(8); text("llama"); });
    for (const [name, value] of Object.entries({context_length: config.max_position_embeddings, embedding_length: config.hidden_size, block_count: config.num_hidden_layers,
        feed_forward_length: config.intermediate_size, "attention.head_count": config.num_attention_heads, "attention.head_count_kv": config.num_key_value_heads,
        "rope.dimension_count": config.hidden_size / config.num_attention_heads, vocab_size: config.vocab_size})) {
        field("llama." + name, () => { u32(4); u32(value); });
    }
    field("llama.attention.layer_norm_rms_epsilon", () => { u32(6); f32(config.rms_norm_eps); });
    field("llama.rope.freq_base", () => { u32(6); f32(config.rope_theta); });
    field("tokenizer.ggml.model", () => { u32(8); text("llama"); });
    const vocabulary = Array.from({length: config.vocab_size}, (_, i) => (i < 3 ? ["<unk>", "<s>", "</s>"][i] : i < 259 ? `<0x${(i - 3).toString(16).toUpperCase().padStart(2, "0")}>` : `w${i}`));
    field("tokenizer.ggml.tokens", () => { u32(9); u32(8); u64(vocabulary.length); vocabulary.forEach(text); });
    field("tokenizer.ggml.scores", () => { u32(9); u32(6); u64(vocabulary.length); vocabulary.forEach((_, i) => f32(-i)); });
    field("tokenizer.ggml.token_type", () => { u32(9); u32(5); u64(vocabulary.length); vocabulary.forEach((_, i) => u32(i === 0 ? 2 : i < 3 ? 3 : i < 259 ? 6 : 1)); });
    field("tokenizer.ggml.bos_token_id", () => { u32(4); u32(1); });
    field("tokenizer.ggml.eos_token_id", () => { u32(4); u32(2); });
    out.push(Buffer.from("GGUF"));
    u32(3);
    u64(names.length);
    u64(fields.length);
    fields.forEach((f) => f());
    const align = (n) => Math.ceil(n / 32) * 32;
    let offset = 0;
    for (const n of names) {
        const {shape, data_offsets: [from, to]} = header[n];
        text(renamed(n));
        u32(shape.length);
        [...shape].reverse().forEach(u64);
        u32(0);
        u64(offset);
        offset = align(offset + to - from);
    }
    const head = Buffer.concat(out);
    const file = fs.openSync(gguf, "w");
    fs.writeSync(file, head);
    fs.writeSync(file, Buffer.alloc(align(head.length) - head.length));
    for (const n of names) {
        const [from, to] = header[n].data_offsets;
        fs.writeSync(file, bytes, 8 + headerLength + from, to - from);
        fs.writeSync(file, Buffer.alloc(align(to - from) - (to - from)));
    }
    fs.closeSync(file);
}

package io.selfscale.inference.prompt;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import java.util.List;

final class JinjaTemplate implements ChatTemplate.Renderer {
    private final String template;
    private final Jinjava engine;

    JinjaTemplate(String template, List<AddedToken> added) {
        this.template = template;
        this.engine = new Jinjava(JinjavaConfig.newBuilder().build());
    }

    @Override
    public RenderedPrompt render(List<Message> messages, ChatOptions options) {
        throw new PromptException(template + engine);
    }
}

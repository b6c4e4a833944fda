package rapport.prospecting.web;

import jakarta.validation.Valid;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.Forbidden;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.prospecting.gifts.GiftShops;
import rapport.web.Flash;
import rapport.web.Html;

/** Where gifts are ordered. */
@Controller
@RequestMapping("/settings/gifts")
class GiftShopController {

    private final GiftShops shops;

    GiftShopController(GiftShops shops) {
        this.shops = shops;
    }

    @GetMapping
    ModelAndView show(Viewer viewer) {
        mustAdminister(viewer);
        return Html.ok(shops.shop().map(GiftShopPage::of).orElseGet(() -> GiftShopPage.of(new BeanPropertyBindingResult(GiftShopForm.blank(), "form"))));
    }

    @PostMapping
    ModelAndView open(@Valid @ModelAttribute("form") GiftShopForm form, BindingResult errors, Viewer viewer) {
        mustAdminister(viewer);
        if (errors.hasErrors()) {
            return Html.invalid(GiftShopPage.of(errors));
        }
        try {
            shops.open(form.toWish(), viewer);
            return Html.goTo("/settings/gifts", new Flash("Set up. Gifts of plays can be ordered."));
        } catch (Refused e) {
            errors.rejectValue("address", e.code(), e.getMessage());
            return Html.invalid(GiftShopPage.of(errors));
        }
    }

    @PostMapping("/closing")
    ModelAndView close(Viewer viewer) {
        try {
            shops.close(viewer);
            return Html.goTo("/settings/gifts", new Flash("Closed. What waited was called off."));
        } catch (Refused e) {
            return Html.goTo("/settings/gifts", new Flash(e.getMessage()));
        }
    }

    private static void mustAdminister(Viewer viewer) {
        if (!viewer.role().administers()) {
            throw new Forbidden("prospecting.gift-shop", "Where gifts are ordered is decided by an administrator.");
        }
    }
}

from PIL import Image, ImageOps


def picture_of(path):
    """A picture as the network sees it: upright, over white, the largest centred square, 224 x 224."""
    picture = ImageOps.exif_transpose(Image.open(path))
    if picture.mode != "RGB":
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture).convert("RGB")
    side = min(picture.size)
    left, top = (picture.width - side) / 2, (picture.height - side) / 2
    square = (left, top, left + side, top + side)
    return picture.resize((224, 224), Image.Resampling.BILINEAR, box=square)
